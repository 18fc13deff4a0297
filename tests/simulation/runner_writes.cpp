#include <array>
#include <stdexcept>
#include <utility>

#include "simulation/bounds.hpp"
#include "simulation/people.hpp"
#include "simulation/runner.hpp"

namespace tariff::simulation {
namespace {

using std::chrono::seconds;

constexpr std::int64_t timeout_seconds = 100;
constexpr std::int64_t day_seconds = 86'400;
const WriteAnswer no_answer{WriteClass::unknown, {}, "No answer came."};

}  // namespace

WriteAnswer execute(Site& site, const Request& request) {
  WriteAnswer answer = site.tigerpaw.execute(request);
  ++site.figures.writes_executed;
  if (site.oracle.is_overdue(request)) ++site.figures.overdue;
  site.say([&] {
    return "Tigerpaw executes " + words_of(request) + " of " + request.run->id.text() + ": " +
           (answer.kind == WriteClass::done ? "done" : answer.message);
  });
  site.oracle.executed(request, answer);
  return answer;
}

WriteAnswer Runner::create(AgreementNumber agreement, const CreateLine& line) {
  return create_with(line, agreement, 0);
}

WriteAnswer Runner::create_with(const CreateLine& line, AgreementNumber agreement, std::int64_t quantity) {
  Request request;
  request.verb = Verb::create;
  request.agreement = agreement;
  request.create = line;
  request.quantity = quantity;
  return send(std::move(request));
}

WriteAnswer Runner::set(AgreementNumber agreement, const SetLine& line) {
  Request request;
  request.verb = Verb::set;
  request.agreement = agreement;
  request.set = line;
  return send(std::move(request));
}

WriteAnswer Runner::remove(AgreementNumber agreement, const RemoveLine& line) {
  throw std::logic_error("No file of the simulation deletes a line, and line " + line.detail.text() + " of " +
                         agreement.text() + " was.");
}

WriteAnswer Runner::link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                         const std::string& external_id) {
  Request request;
  request.verb = Verb::link;
  request.account = account;
  request.reference = {CrossReferenceId(0), product, product_name, external_id};
  return send(std::move(request));
}

WriteAnswer Runner::send(Request request) {
  struct Fate {
    Trouble trouble;
    WriteAnswer (Runner::*meet)(const Request&);
  };
  static constexpr std::array fates{
      Fate{Trouble::refused, &Runner::refused},
      Fate{Trouble::unauthorized, &Runner::unauthorized},
      Fate{Trouble::busy, &Runner::busy},
      Fate{Trouble::busy_done, &Runner::busy_done},
      Fate{Trouble::reply_lost, &Runner::reply_lost},
      Fate{Trouble::late, &Runner::late},
      Fate{Trouble::never, &Runner::never},
      Fate{Trouble::answer_for_another, &Runner::answered_for_another},
      Fate{Trouble::too_late, &Runner::too_late},
      Fate{Trouble::twice, &Runner::twice},
  };
  ++site_.figures.writes;
  request.claimed = claimed_;
  request.run = facts_;
  // A clock that jumped meanwhile hides a sleep from whoever goes by it.
  if (!std::exchange(clock_has_jumped_, false)) site_.oracle.begins(request);
  pass(2);
  if (site_.strikes(Trouble::not_sent)) {
    say(request, "not sent");
    return {WriteClass::not_sent, {}, "The connection was refused."};
  }
  site_.oracle.sent(request);
  for (const auto& fate : fates)
    if (site_.strikes(fate.trouble)) return (this->*fate.meet)(request);
  WriteAnswer answer = execute(site_, request);
  site_.oracle.landed(request);
  pass(2);
  return answer;
}

void Runner::say(const Request& request, const char* what) {
  site_.say([&] { return facts_->id.text() + " sends " + words_of(request) + ": " + what; });
}

WriteAnswer Runner::lost() {
  ++site_.figures.unknown_outcomes;
  pass(timeout_seconds);
  return no_answer;
}

void Runner::execute_later(const Request& request, std::int64_t first_seconds, std::int64_t last_seconds) {
  const seconds delay(site_.dice.between(first_seconds, last_seconds));
  site_.timeline.at(site_.timeline.now() + delay, [site = &site_, request] {
    execute(*site, request);
    site->oracle.landed(request);
  });
}

WriteAnswer Runner::refused(const Request& request) {
  say(request, "refused");
  site_.oracle.landed(request);
  pass(2);
  return {WriteClass::refused, {}, "The record is open in Tigerpaw's client."};
}

WriteAnswer Runner::unauthorized(const Request& request) {
  say(request, "unauthorized");
  site_.oracle.landed(request);
  facts_->stopped_by = "its rights were missing";
  return {WriteClass::unauthorized, {}, "Tigerpaw says 401."};
}

WriteAnswer Runner::busy(const Request& request) {
  say(request, "503, not executed");
  site_.oracle.landed(request);
  ++site_.figures.unknown_outcomes;
  facts_->stopped_by = "the service was busy";
  return {WriteClass::busy, {}, "Tigerpaw is busy (503)."};
}

WriteAnswer Runner::busy_done(const Request& request) {
  execute(site_, request);
  return busy(request);
}

WriteAnswer Runner::reply_lost(const Request& request) {
  execute(site_, request);
  site_.oracle.landed(request);
  say(request, "the reply is lost");
  return lost();
}

WriteAnswer Runner::late(const Request& request) {
  say(request, "comes late");
  execute_later(request, 1, execution_max.count());
  // The worst moment for it.
  if (site_.weather.of(Trouble::ledger_lost) > 0 && site_.dice.chance(300)) lose_ledger(site_);
  return lost();
}

WriteAnswer Runner::never(const Request& request) {
  say(request, "never comes");
  site_.oracle.landed(request);
  return lost();
}

WriteAnswer Runner::answered_for_another(const Request& request) {
  WriteAnswer answer = execute(site_, request);
  site_.oracle.landed(request);
  say(request, "the answer is for another line");
  if (answer.kind != WriteClass::done || request.verb != Verb::create) return lost();
  return {WriteClass::done, DetailId(answer.detail->value() + 1), ""};
}

WriteAnswer Runner::too_late(const Request& request) {
  say(request, "comes far too late");
  execute_later(request, execution_max.count(), 3 * day_seconds);
  return lost();
}

WriteAnswer Runner::twice(const Request& request) {
  WriteAnswer answer = execute(site_, request);
  site_.oracle.landed(request);
  say(request, "comes twice");
  // No bound counts with a second one, however soon it comes.
  Request again = request;
  again.claimed = Instant{};
  execute_later(again, 1, 2 * day_seconds);
  pass(2);
  return answer;
}

}  // namespace tariff::simulation
