#include "config/keys.hpp"

namespace tariff::config {
namespace {

constexpr auto required = Presence::required;
constexpr auto optional = Presence::optional;

Key account_key() { return {"account", Form::id, required, "The Tigerpaw account number of a mapping."}; }
Key reason_key() { return {"reason", Form::name, required, "Why, for the colleague who asks."}; }
Key item_key(Presence presence) { return {"item", Form::name, presence, "The price book item of the line."}; }
Key until_key() { return {"until", Form::day, required, "The last day on which this holds."}; }

}  // namespace

const Block& freeze_keys() {
  static const Block block{
      "[freeze]",
      "From the day of DayToBill on, nothing is written to an agreement until its invoice run has come.",
      {{"enabled", Form::truth, optional, "Without it: true."},
       {"days", Form::days, optional,
        "How many days an invoice run is awaited; then there is an alarm, and writing goes on. Without it: "
        "5."}}};
  return block;
}

const Block& guards_keys() {
  static const Block block{
      "[guards]",
      "What makes a change wait for a second look.",
      {{"suspect_drop", Form::percent, optional,
        "A count that falls by this many percent and at least 5 devices, or to 0, is suspect. Without it: "
        "50."},
       {"suspect_days", Form::days, optional,
        "A suspect fall is applied once it has stayed down on so many days; 1 is at once. Without it: "
        "3."},
       {"account_increase", Form::share, optional,
        "What raises an account's amount by more percent, and by amount_least, waits. Without it: 25."},
       {"creates", Form::share, optional,
        "More new lines than this share of the known ones, and at least 5, stop the run. Without it: 5."},
       {"retirements", Form::share, optional,
        "More retired lines than this share of the known ones stop the run, from 10 known lines up. Without "
        "it: 10."},
       {"run_amount", Form::share, optional,
        "A run that moves what is billed by more percent, and by amount_least, is stopped. Without it: 10."},
       {"amount_least", Form::money, optional,
        "Amounts that move by less are not guarded. Without it: \"50.00\"."},
       {"tenants_drop", Form::share, optional,
        "Where more than this share of the billed virtual servers, and at least 2, are gone, what Security "
        "Center counts waits. Without it: 5."},
       {"devices_drop", Form::share, optional,
        "Where more than this share of the billed devices, and at least 10, are gone, what Security Center "
        "counts waits. Without it: 15."},
       {"usage_drift", Form::percent, optional,
        "How many percent a quantity may move between review and apply. Without it: 10."},
       {"usage_drift_least", Form::quantity, optional,
        "So many devices may move between review and apply, whatever the share. Without it: 2."}}};
  return block;
}

const Block& removed_keys() {
  static const Block block{
      "[[removed]]",
      "A customer who left: the mapping is gone, and the lines that it kept end.",
      {{"virtual_server", Form::name, required, "The virtual server that the mapping named."},
       company_key("virtual_server"),
       file_tenant_key("virtual_server"),
       source_key(),
       {"account", Form::id, optional, "The account, where two customers had that name."},
       reason_key(),
       {"stop", Form::stop, required,
        "When its lines stop billing: now, after-invoice (once LastBilledDate has moved), or the first day "
        "without a charge. There is no default."},
       {"line",
        Form::choice,
        optional,
        "The line stays at zero, or is deleted. Without it: zero.",
        {"zero", "delete"}}}};
  return block;
}

const Block& moved_keys() {
  static const Block block{
      "[[moved]]",
      "The same customer under another virtual server or company.",
      {{"virtual_server", Form::name, required, "The name of the new virtual server."},
       company_key("virtual_server"),
       file_tenant_key("virtual_server"),
       {"from", Form::name, required, "The UID of the old one, as the problem shows it."},
       {"to", Form::name, required, "The UID of the new one."},
       {"reason", Form::name, optional, "Why, for the colleague who asks."}}};
  return block;
}

const Block& adopt_keys() {
  static const Block block{
      "[[adopt]]",
      "A line that somebody else made, and that differs from ours, becomes ours.",
      {account_key(),
       item_key(required),
       {"take",
        Form::choice,
        required,
        "ours: our values are written; theirs: their price and level stand as long as this stands here.",
        {"ours", "theirs"}}}};
  return block;
}

const Block& override_keys() {
  static const Block block{
      "[[override]]",
      "A person's word against the count or the price book: quantity, price, or both, with an end.",
      {account_key(),
       item_key(required),
       {"quantity", Form::quantity, optional, "What is billed instead of the count."},
       {"price", Form::money, optional, "The unit price instead of the price book's, such as \"19.99\"."},
       reason_key(),
       until_key()}};
  return block;
}

const Block& ignore_keys() {
  static const Block block{"[[ignore]]",
                           "A difference that `tariff drift` does not count.",
                           {account_key(), item_key(optional), reason_key(), until_key()}};
  return block;
}

}  // namespace tariff::config
