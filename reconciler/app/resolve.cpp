#include "app/resolve.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/inert.hpp"
#include "domain/charge_lines.hpp"
#include "text/time.hpp"

namespace tariff::app {
namespace {

using Bodies = std::vector<EventBody>;

/// What is recorded, and the sentence about it.
struct Decided {
  Bodies bodies;
  std::string sentence;
};

Error refused(std::string message, std::string hint = "Look at the line in Tigerpaw, then decide again.") {
  return {ErrorKind::refused, std::move(message), std::move(hint)};
}

Error unknown_decision(const ResolveWish& wish) {
  return {ErrorKind::invalid,
          "Found --as " + inert(wish.decision, 60) + ", expected seen, line:ID or absent.",
          "`tariff resolve --help` says what each means."};
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

Status check_quiet(Instant since, const ResolveSettings& settings) {
  const Instant until = since + settings.quiet_period;
  if (settings.now >= until) return done();
  return refused("A write that is not proven may still arrive until " + write_instant(until) + ".",
                 "Decide again after that.");
}

/// Decides one charge against what stands on its agreement.
class ChargeDecision {
 public:
  ChargeDecision(ChargeKey key, const ChargeState* known, const Agreement& agreement)
      : key_(std::move(key)), known_(known), agreement_(agreement) {}

  Result<Decided> seen() const {
    if (known_ == nullptr || !known_->detail)
      return refused(address_of(key_) + " has no line of ours.", "Say line:ID or absent.");
    const ChargeLine* line = line_at(agreement_, *known_->detail);
    if (line == nullptr || line->item != key_.item)
      return refused("Line " + known_->detail->text() + ", which was ours, is gone.",
                     "Say line:ID or absent.");
    return Decided{{ChargeConfirmed{key_, value_of(*line), known_->parts}},
                   "Line " + line->id.text() + " holds " + std::to_string(line->quantity) + " at " +
                       line->price.text() + "; the next run goes on from there."};
  }

  Result<Decided> ours(DetailId id) const {
    const ChargeLine* line = line_at(agreement_, id);
    if (line == nullptr || line->item != key_.item)
      return refused("Agreement " + key_.agreement.text() + " has no line " + id.text() + " with the item " +
                     inert(key_.item.value(), 60) + ".");
    if (line->delete_after_invoicing || line->use_flat_price)
      return refused("Line " + id.text() +
                     " is removed after invoicing or has a flat price; such a line is never ours.");
    return Decided{
        {ChargeBound{key_, agreement_.summary.account, id, true},
         ChargeConfirmed{key_, value_of(*line), known_ == nullptr ? std::vector<Part>{} : known_->parts}},
        "Line " + id.text() + " is ours; it holds " + std::to_string(line->quantity) + " at " +
            line->price.text() + ", and the next run goes on from there."};
  }

  Result<Decided> absent(const ResolveSettings& settings) const {
    const auto lines = lines_with(agreement_, key_.item);
    if (!lines.empty())
      return refused("Line " + lines.front()->id.text() + " with that item stands on agreement " +
                         key_.agreement.text() + ".",
                     "Remove it in Tigerpaw first, or say line:" + lines.front()->id.text() + ".");
    if (known_ == nullptr) return refused("The ledger knows nothing of " + address_of(key_) + ".", "");
    if (auto quiet = check_quiet(known_->since, settings); !quiet) return quiet.error();
    return Decided{{ChargeReleased{key_, "resolved as absent"}},
                   address_of(key_) + " begins anew with the next run."};
  }

 private:
  ChargeKey key_;
  const ChargeState* known_;
  const Agreement& agreement_;
};

/// The key of that address, among what the ledger knows and what stands on the agreement.
std::optional<ChargeKey> key_at(const std::string& address, const LedgerState& state,
                                const Agreement& agreement) {
  for (const auto& [key, charge] : state.charges)
    if (address_of(key) == address) return key;
  for (const auto& line : agreement.lines)
    if (const ChargeKey key{agreement.summary.number, line.item}; address_of(key) == address) return key;
  return std::nullopt;
}

Result<Decided> decide_charge(const ResolveWish& wish, AgreementNumber number, TigerpawReader& tigerpaw,
                              const LedgerState& state, const ResolveSettings& settings) {
  const auto agreement = tigerpaw.agreement(number);
  if (!agreement) return agreement.error();
  const auto key = key_at(wish.address, state, *agreement);
  if (!key)
    return Error{
        ErrorKind::invalid,
        "Neither the ledger nor agreement " + number.text() + " knows " + inert(wish.address, 120) + ".",
        "Copy the address from a plan."};
  const auto known = state.charges.find(*key);
  const ChargeDecision decision(*key, known == state.charges.end() ? nullptr : &known->second, *agreement);
  if (wish.decision == "seen") return decision.seen();
  if (wish.decision == "absent") return decision.absent(settings);
  constexpr std::string_view prefix = "line:";
  const auto id = wish.decision.starts_with(prefix)
                      ? number_in(std::string_view(wish.decision).substr(prefix.size()))
                      : std::nullopt;
  if (!id) return unknown_decision(wish);
  return decision.ours(DetailId(*id));
}

Result<Decided> decide_link(const ResolveWish& wish, AccountNumber account, TigerpawReader& tigerpaw,
                            const LedgerState& state, const ResolveSettings& settings) {
  if (wish.decision != "absent") return unknown_decision(wish);
  const auto known = state.links.find(account);
  if (known == state.links.end() || known->second.state == LinkStateKind::bound)
    return refused("No link of account " + account.text() + " waits for anybody.", "");
  if (auto quiet = check_quiet(known->second.since, settings); !quiet) return quiet.error();
  const auto references = tigerpaw.cross_references(account);
  if (!references) return references.error();
  return Decided{{LinkReleased{account, "resolved as absent"}},
                 wish.address + " begins anew with the next run."};
}

Result<Decided> decide(const ResolveWish& wish, TigerpawReader& tigerpaw, const LedgerState& state,
                       const ResolveSettings& settings) {
  const std::string_view address = wish.address;
  constexpr std::string_view charge = "charge/", link = "link/";
  if (address.starts_with(link))
    if (const auto number = number_in(address.substr(link.size())))
      return decide_link(wish, AccountNumber(*number), tigerpaw, state, settings);
  if (address.starts_with(charge)) {
    const auto rest = address.substr(charge.size());
    if (const auto number = number_in(rest.substr(0, rest.find('/'))))
      return decide_charge(wish, AgreementNumber(*number), tigerpaw, state, settings);
  }
  return Error{ErrorKind::invalid,
               "Found " + inert(wish.address, 120) + ", expected charge/AGREEMENT/ITEM or link/ACCOUNT.",
               "Copy the address from a plan."};
}

}  // namespace

Result<std::string> resolve(const ResolveWish& wish, TigerpawReader& tigerpaw, Ledger& ledger,
                            const ResolveSettings& settings) {
  if (wish.reason.find_first_not_of(' ') == std::string::npos)
    return Error{ErrorKind::invalid, "--reason is empty.", "Say why, for whoever asks next year."};
  const auto snapshot = ledger.read();
  if (!snapshot) return snapshot.error();
  if (auto is_free = check_lease(snapshot->state, settings.now); !is_free) return is_free.error();
  auto decided = decide(wish, tigerpaw, snapshot->state, settings);
  if (!decided) return decided.error();
  std::vector<Event> events{
      {settings.now, wish.run, Resolved{wish.address, wish.decision, wish.reason, wish.by}}};
  for (auto& body : decided->bodies) events.push_back({settings.now, wish.run, std::move(body)});
  // A run that wrote meanwhile has moved the head; then this decision is about what was.
  const auto head = ledger.append(snapshot->head, events);
  if (!head) return head.error();
  return decided->sentence;
}

}  // namespace tariff::app
