#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "plan/build.hpp"
#include "support/tiny_world.hpp"

namespace tariff::plan {

inline constexpr std::chrono::minutes quiet_period{15};
inline const ChargeKey select_key{AgreementNumber(50001), ItemId("KES-SELECT")};

/// A tiny world whose plan can be asked for; every mapping is healthy unless a test says otherwise.
struct World {
  Desired desired = tiny::a_desired();
  Observed observed = tiny::an_observed();
  LedgerState ledger = tiny::a_ledger();
  bool has_ledger = true;
  std::vector<bool> set_aside{false};
  std::vector<bool> unread{false};
  std::vector<bool> product_set_aside{false};
  Diagnostics problems;

  Mapping& mapping() { return desired.mappings.at(0); }
  void count(std::int64_t devices) { tiny::use_licence(observed, tiny::select_licence, {devices, 0, 0}); }
  /// A line of ours that holds so many.
  ChargeLine& billed(std::int64_t quantity, std::int64_t detail = 1) {
    tiny::add_line(observed, detail, "KES-SELECT", quantity);
    tiny::bind_line(ledger, observed, detail);
    return tiny::agreement_of(observed).lines.at(0);
  }
  void happened(EventBody body, std::chrono::seconds ago) {
    apply_event(ledger, {observed.now - ago, RunId("run-2"), std::move(body)});
  }
  Plan plan() const {
    return build({desired, observed, has_ledger ? &ledger : nullptr, quiet_period, set_aside, unread,
                  product_set_aside, problems});
  }
  /// What `build` stands on, for what looks at a plan afterwards. Requires: the world outlives it.
  Inputs inputs() const {
    return {desired,           observed, has_ledger ? &ledger : nullptr, quiet_period, set_aside, unread,
            product_set_aside, problems};
  }
  /// One more healthy customer, as tiny::add_customer has it, who is billed for `quantity` and counts it.
  void add_billed(std::int64_t n, std::int64_t quantity) {
    tiny::add_customer(desired, observed, n);
    for (auto* flags : {&set_aside, &unread, &product_set_aside}) flags->push_back(false);
    tiny::use_licence(observed, tiny::select_licence, {quantity, 0, 0}, 3 + n);
    tiny::add_line(observed, 100 + n, "KES-SELECT", quantity, 50001 + n);
    tiny::bind_line(ledger, observed, 100 + n, 50001 + n);
    happened(
        TenantBound{TenantUid("UID-" + std::to_string(n)), TenantId(3 + n), "Customer " + std::to_string(n),
                    AccountNumber(10010 + n), AgreementNumber(50001 + n),
                    tiny::lines_on(AgreementNumber(50001 + n),
                                   {"KES-ADV-NW", "KES-ADV-SRV", "KES-ADV-WS", "KES-SELECT"})},
        std::chrono::hours(24));
  }
  /// The only row. Fails the test where there is none, or another beside it.
  Row row() const {
    auto rows = plan().rows;
    if (rows.size() != 1) throw std::logic_error(std::to_string(rows.size()) + " rows, expected one");
    return std::move(rows.front());
  }
};

/// "update usage quantity:usage price:catalogue": what a row does, its cause, the cause of each field.
inline std::string in_words(const Row& row) {
  std::string text = std::string(action_name(row.action)) + " " + std::string(cause_name(row.cause));
  if (const auto* update = std::get_if<UpdateCharge>(&row.action))
    for (const auto& field : update->causes)
      text += " " + std::string(field_name(field.field)) + ":" + std::string(cause_name(field.cause));
  if (row.hold == Hold::human) return text + " held";
  return row.hold == Hold::none ? text : text + " " + std::string(hold_name(row.hold));
}

}  // namespace tariff::plan
