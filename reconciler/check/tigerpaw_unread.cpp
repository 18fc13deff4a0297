#include <optional>

#include "base/inert.hpp"
#include "check/rules.hpp"

namespace tariff::check {
namespace {

struct Unread {
  std::string key;
  std::string what;
  const Error* error = nullptr;
};

std::optional<Unread> unread_agreement(const Facts& facts, AgreementNumber number) {
  const auto found = facts.observed().agreements.find(number);
  if (found == facts.observed().agreements.end() || !is_unread(&found->second)) return std::nullopt;
  return Unread{"agreement", "The agreement " + number.text(), &found->second.error()};
}

/// The first that explains why later ones may be missing, too.
std::optional<Unread> first_unread(const Facts& facts, const MappingFacts& mapping) {
  const auto& live = mapping.live;
  const Mapping& wanted = mapping.mapping();
  if (is_unread(live.account))
    return Unread{"account", "The account " + wanted.account.text(), &live.account->error()};
  if (is_unread(live.agreements))
    return Unread{"account", "The agreements of the account " + wanted.account.text(),
                  &live.agreements->error()};
  for (const auto& named : mapping.agreements)
    if (is_unread(named.reading))
      return Unread{"agreement", "The agreement " + named.number.text(), &named.reading->error()};
  if (live.agreements != nullptr && *live.agreements)
    for (const auto& summary : **live.agreements)
      if (const auto unread = unread_agreement(facts, summary.number)) return unread;
  for (const auto& charge : mapping.bound_charges)
    if (const auto unread = unread_agreement(facts, charge.key->agreement)) return unread;
  return std::nullopt;
}

void check_tigerpaw_unread(const Facts& facts, const MappingFacts& mapping, Findings& findings) {
  const auto unread = first_unread(facts, mapping);
  if (!unread) return;
  findings.unread(mapping,
                  {unread->key, unread->what + " could not be read: " + inert(unread->error->message),
                   unread->error->hint});
}

}  // namespace

const MappingRule tigerpaw_unread{"tigerpaw-unread", check_tigerpaw_unread};

}  // namespace tariff::check
