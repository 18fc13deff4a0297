#include "simulation/tigerpaw.hpp"

#include <algorithm>

namespace tariff::simulation {
namespace {

constexpr std::chrono::minutes remembered{2};

WriteAnswer refused(std::string why) { return {WriteClass::refused, {}, std::move(why)}; }

}  // namespace

std::string words_of(const Request& request) {
  switch (request.verb) {
    case Verb::create:
      return "create " + request.agreement.text() + " " + request.create.item.value();
    case Verb::set:
      return "set " + request.agreement.text() + " " + request.set.item.value() + " line " +
             request.set.detail.text() + " to " + std::to_string(request.set.quantity) + " at " +
             request.set.price.text() + ", level " + request.set.level.text();
    case Verb::link:
      return "link " + request.account.text();
  }
  return "";
}

Agreement& Tigerpaw::changing(AgreementNumber number) {
  Agreement& now = world_.agreements.at(number).value();
  auto& past = past_[number];
  while (!past.empty() && past.front().until + remembered < timeline_.now()) past.pop_front();
  past.push_back({timeline_.now(), now});
  return now;
}

void Tigerpaw::count_charges(AgreementNumber number) {
  Agreement& agreement = world_.agreements.at(number).value();
  agreement.summary.charge_count = static_cast<std::int64_t>(agreement.lines.size());
  for (auto& summary : world_.agreements_of.at(agreement.summary.account).value())
    if (summary.number == number) summary = agreement.summary;
}

Result<Agreement> Tigerpaw::listed(AgreementNumber number, std::chrono::seconds lag) const {
  const auto found = world_.agreements.find(number);
  if (found == world_.agreements.end())
    return Error{ErrorKind::not_found, "Tigerpaw has no agreement " + number.text() + ".", ""};
  const auto past = past_.find(number);
  if (past == past_.end()) return found->second;
  // What stood there until after that moment is what the list still shows.
  for (const auto& before : past->second)
    if (before.until > timeline_.now() - lag) return before.agreement;
  return found->second;
}

WriteAnswer Tigerpaw::execute(const Request& request) {
  switch (request.verb) {
    case Verb::create:
      return create(request);
    case Verb::set:
      return set(request);
    case Verb::link:
      return link(request);
  }
  return refused("No such request.");
}

WriteAnswer Tigerpaw::create(const Request& request) {
  const auto found = world_.agreements.find(request.agreement);
  if (found == world_.agreements.end()) return refused("No such agreement.");
  const auto& references = world_.accounts.at(found->second->summary.account).value().cross_references;
  if (references.empty()) return refused("The account is not cross-referenced to the External Product.");
  ChargeLine made;
  made.id = next_detail();
  made.item = request.create.item;
  made.description = request.create.description;
  made.quantity = request.quantity;
  made.price = request.create.price;
  made.level = request.create.level;
  made.source = "Kaspersky";
  changing(request.agreement).lines.push_back(made);
  count_charges(request.agreement);
  return {WriteClass::done, made.id, ""};
}

WriteAnswer Tigerpaw::set(const Request& request) {
  const SetLine& wanted = request.set;
  if (!world_.agreements.contains(request.agreement)) return refused("No such agreement.");
  const auto& lines = agreement(request.agreement).lines;
  const auto standing = std::find_if(lines.begin(), lines.end(),
                                     [&](const ChargeLine& line) { return line.id == wanted.detail; });
  if (standing == lines.end()) return refused("No such line.");
  auto& line = changing(request.agreement).lines[static_cast<std::size_t>(standing - lines.begin())];
  // It takes the item that the request names; nothing says that it would refuse another one.
  line.item = wanted.item;
  line.quantity = wanted.quantity;
  line.price = wanted.price;
  line.level = wanted.level;
  return {WriteClass::done, wanted.detail, ""};
}

WriteAnswer Tigerpaw::link(const Request& request) {
  auto& account = world_.accounts.at(request.account).value();
  CrossReference made = request.reference;
  made.id = CrossReferenceId(++last_id_);
  account.cross_references.push_back(made);
  return {WriteClass::done, {}, ""};
}

}  // namespace tariff::simulation
