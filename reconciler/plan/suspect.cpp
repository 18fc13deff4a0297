#include "plan/suspect.hpp"

#include <algorithm>

#include "base/inert.hpp"
#include "text/time.hpp"

namespace tariff::plan {
namespace {

/// Devices that other lines of the customer count more than they bill now.
std::int64_t risen_elsewhere(const Customer& customer, const ChargeKey& key) {
  std::int64_t risen = 0;
  for (const auto& wanted : customer.wanted) {
    if (wanted.key == key || wanted.quantity_is_said) continue;
    std::int64_t live = 0;
    for (const auto& owned : customer.owned)
      if (owned.key == wanted.key && owned.live != nullptr) live = owned.live->quantity;
    risen += std::max<std::int64_t>(0, wanted.value.quantity - live);
  }
  return risen;
}

/// The count of a line, with the devices that other lines make up for.
std::int64_t with_risen(const Customer& customer, const UpdateCharge& update) {
  const std::int64_t fall = update.from.quantity - update.to.quantity;
  return update.to.quantity + std::min(fall, risen_elsewhere(customer, update.key));
}

bool is_suspect(std::int64_t from, std::int64_t to, const Guards& guards) {
  const std::int64_t fall = from - to;
  if (fall <= 0) return false;
  if (to == 0) return true;
  return fall >= suspect_devices_least && fall * 100 >= from * guards.suspect_drop_percent;
}

const UpdateCharge* counted_fall(const Decision& decision) {
  const auto* update = decision.row ? std::get_if<UpdateCharge>(&decision.row->action) : nullptr;
  if (update == nullptr || update->causes.empty() || decision.row->hold != Hold::none) return nullptr;
  const FieldCause& first = update->causes.front();
  const bool falls = update->to.quantity < update->from.quantity;
  return first == FieldCause{Field::quantity, Cause::usage} && falls ? update : nullptr;
}

/// The expired keys of a line's products, in words.
std::string expired_keys(const Customer& customer, const std::vector<Part>& parts) {
  std::string words;
  for (const auto& [product, key] : customer.lapsed) {
    const bool is_of_line = std::any_of(parts.begin(), parts.end(),
                                        [&id = product](const Part& part) { return part.product == id; });
    if (!is_of_line) continue;
    words += "; key " + inert(key.serial.value(), 24) + " expired on " +
             write_day(std::chrono::floor<std::chrono::days>(key.expired)) + ", " +
             std::to_string(key.devices) + " devices still run the product";
  }
  return words;
}

std::string why(const UpdateCharge& update, std::int64_t days, const Guards& guards) {
  return "The count fell from " + std::to_string(update.from.quantity) + " to " +
         std::to_string(update.to.quantity) + " (day " + std::to_string(days) + " of " +
         std::to_string(guards.suspect_days) +
         "). It is applied when it has stayed down on so many days, or with --auto-approve --allow-config.";
}

}  // namespace

void doubt_fall(const Customer& customer, const OwnedLine& owned, Decision& decision, const Inputs& inputs) {
  const Guards& guards = inputs.desired.guards;
  const auto& known = owned.ledger->suspect;
  const UpdateCharge* update = counted_fall(decision);
  const std::int64_t count = update == nullptr ? 0 : with_risen(customer, *update);
  const Day today = inputs.observed.today;
  if (update != nullptr) decision.row->reason += expired_keys(customer, update->parts);
  if (update == nullptr || !is_suspect(update->from.quantity, count, guards)) {
    if (known && (update != nullptr || !decision.row))
      decision.suspected = CountSuspected{owned.key, 0, 0, today};
    return;
  }
  // What fell as far once more was not seen on the days before.
  const bool begins = !known || is_suspect(known->highest, count, guards);
  const bool is_new_day = begins || known->day < today;
  const std::int64_t days = (begins ? 0 : known->days) + (is_new_day ? 1 : 0);
  if (days >= guards.suspect_days) {
    if (known) decision.row->reason += "; down on " + std::to_string(days) + " days";
    return;
  }
  if (is_new_day) decision.suspected = CountSuspected{owned.key, update->to.quantity, days, today};
  decision.row->hold_reason = why(*update, days, guards);
  decision.row->hold = Hold::suspect;
}

}  // namespace tariff::plan
