#include "support/fake_tigerpaw.hpp"

#include <algorithm>
#include <utility>

#include "domain/charge_lines.hpp"

namespace tariff::test {
namespace {

template <class Map, class Key>
typename Map::mapped_type found_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found != map.end()) return found->second;
  return Error{ErrorKind::not_found, "Tigerpaw has nothing of the number " + key.text() + ".", ""};
}

template <class Fault>
Fault next_of(std::deque<Fault>& queue) {
  if (queue.empty()) return Fault::none;
  const Fault fault = queue.front();
  queue.pop_front();
  return fault;
}

std::map<AccountNumber, std::int64_t> quantities_in(const Observed& world) {
  std::map<AccountNumber, std::int64_t> sums;
  for (const auto& [number, agreement] : world.agreements)
    if (agreement)
      for (const auto& line : agreement->lines) sums[agreement->summary.account] += line.quantity;
  return sums;
}

}  // namespace

void FakeTigerpaw::deliver_late() {
  for (const auto& effect : std::exchange(late_, {})) execute(effect);
}

std::vector<std::int64_t> FakeTigerpaw::quantities_of(AccountNumber account) const {
  std::vector<std::int64_t> out;
  for (const auto& moment : quantities_) {
    const auto found = moment.find(account);
    out.push_back(found == moment.end() ? 0 : found->second);
  }
  return out;
}

const ChargeLine* FakeTigerpaw::only_line(std::int64_t agreement, const std::string& item) const {
  const auto found = world_.agreements.find(AgreementNumber(agreement));
  if (found == world_.agreements.end() || !found->second) return nullptr;
  const auto lines = lines_with(*found->second, ItemId(item));
  return lines.size() == 1 ? lines.front() : nullptr;
}

Result<std::vector<ItemSummary>> FakeTigerpaw::items() {
  std::vector<ItemSummary> items;
  for (const auto& [id, item] : world_.items)
    if (item) items.push_back({item->id, item->description, item->active});
  return items;
}

Result<Account> FakeTigerpaw::account(AccountNumber number) { return found_in(world_.accounts, number); }

Result<std::vector<AgreementSummary>> FakeTigerpaw::agreements_of(AccountNumber number) {
  return found_in(world_.agreements_of, number);
}

Result<Agreement> FakeTigerpaw::agreement(AgreementNumber number) {
  switch (next_of(read_faults)) {
    case ReadFault::none:
      return found_in(world_.agreements, number);
    case ReadFault::fails:
      return Error{ErrorKind::unavailable, "Tigerpaw did not answer.", ""};
    case ReadFault::stale:
      return found_in(before_last_write_.empty() ? world_.agreements : before_last_write_, number);
  }
  return Error{ErrorKind::unavailable, "Tigerpaw did not answer.", ""};
}

Result<std::vector<ChargeLine>> FakeTigerpaw::charges(AgreementNumber number) {
  auto found = agreement(number);
  if (!found) return found.error();
  return std::move(found->lines);
}

Result<PriceBookItem> FakeTigerpaw::item(const ItemId& id) { return found_in(world_.items, id); }

Result<std::vector<CrossReference>> FakeTigerpaw::cross_references(AccountNumber number) {
  auto found = account(number);
  if (!found) return found.error();
  return std::move(found->cross_references);
}

WriteAnswer FakeTigerpaw::create(AgreementNumber agreement, const CreateLine& line) {
  return send("create " + agreement.text() + " " + line.item.value(),
              [this, agreement, line] { return create_now(agreement, line); });
}

WriteAnswer FakeTigerpaw::set(AgreementNumber agreement, const SetLine& line) {
  return send("set " + line.detail.text() + " " + std::to_string(line.quantity) + " " + line.price.text(),
              [this, agreement, line] { return set_now(agreement, line); });
}

WriteAnswer FakeTigerpaw::remove(AgreementNumber agreement, const RemoveLine& line) {
  return send("remove " + line.detail.text(),
              [this, agreement, line] { return remove_now(agreement, line); });
}

WriteAnswer FakeTigerpaw::link(AccountNumber account, ExternalProductId product,
                               const std::string& product_name, const std::string& external_id) {
  return send("link " + account.text(), [this, account, product, product_name, external_id]() -> WriteAnswer {
    const auto found = world_.accounts.find(account);
    if (found == world_.accounts.end() || !found->second)
      return {WriteClass::refused, {}, "No such account."};
    found->second.value().cross_references.push_back(
        {CrossReferenceId(++last_id_), product, product_name, external_id});
    return {WriteClass::done, {}, ""};
  });
}

WriteAnswer FakeTigerpaw::create_now(AgreementNumber agreement, const CreateLine& line) {
  const auto found = world_.agreements.find(agreement);
  if (found == world_.agreements.end() || !found->second)
    return {WriteClass::refused, {}, "No such agreement."};
  auto& lines = found->second.value().lines;
  ChargeLine made;
  made.id = DetailId(++last_id_);
  made.item = line.item;
  made.description = line.description;
  made.price = line.price;
  made.level = line.level;
  made.source = "Kaspersky";
  const bool is_second = std::any_of(lines.begin(), lines.end(), [&](const ChargeLine& other) {
    return other.item == line.item && std::find(made_.begin(), made_.end(), other.id) != made_.end();
  });
  if (is_second) two_lines_.push_back(agreement.text() + " " + line.item.value());
  made_.push_back(made.id);
  lines.push_back(made);
  return {WriteClass::done, made.id, ""};
}

WriteAnswer FakeTigerpaw::set_now(AgreementNumber agreement, const SetLine& line) {
  const auto found = world_.agreements.find(agreement);
  if (found == world_.agreements.end() || !found->second)
    return {WriteClass::refused, {}, "No such agreement."};
  for (auto& standing : found->second.value().lines) {
    if (standing.id != line.detail) continue;
    if (standing.item != line.item) return {WriteClass::refused, {}, "That line carries another item."};
    standing.quantity = line.quantity;
    standing.price = line.price;
    standing.level = line.level;
    return {WriteClass::done, line.detail, ""};
  }
  return {WriteClass::refused, {}, "No such line."};
}

WriteAnswer FakeTigerpaw::remove_now(AgreementNumber agreement, const RemoveLine& line) {
  const auto found = world_.agreements.find(agreement);
  if (found == world_.agreements.end() || !found->second)
    return {WriteClass::refused, {}, "No such agreement."};
  const auto removed = std::erase_if(found->second.value().lines,
                                     [&](const ChargeLine& standing) { return standing.id == line.detail; });
  if (removed == 0) return {WriteClass::refused, {}, "No such line."};
  return {WriteClass::done, line.detail, ""};
}

WriteAnswer FakeTigerpaw::execute(const Effect& effect) {
  if (quantities_.empty()) quantities_.push_back(quantities_in(world_));
  before_last_write_ = world_.agreements;
  const WriteAnswer answer = effect();
  look();
  if (after_each_write) after_each_write();
  return answer;
}

WriteAnswer FakeTigerpaw::send(std::string what, const Effect& effect) {
  writes_.push_back(std::move(what));
  if (const auto hook = std::exchange(before_next_write, nullptr)) hook();
  const WriteAnswer lost{WriteClass::unknown, {}, "The connection was reset before the answer came."};
  const WriteAnswer busy{WriteClass::busy, {}, "Tigerpaw is busy (503)."};
  switch (next_of(write_faults)) {
    case WriteFault::none:
      return execute(effect);
    case WriteFault::reply_lost:
      execute(effect);
      return lost;
    case WriteFault::never_came:
      return lost;
    case WriteFault::late:
      late_.push_back(effect);
      return lost;
    case WriteFault::refused:
      return {WriteClass::refused, {}, "Tigerpaw refused it: the record is open in its client."};
    case WriteFault::not_sent:
      return {WriteClass::not_sent, {}, "The connection was refused."};
    case WriteFault::unauthorized:
      return {WriteClass::unauthorized, {}, "Tigerpaw says 401: its API user has no right to write."};
    case WriteFault::busy:
      return busy;
    case WriteFault::busy_done:
      execute(effect);
      return busy;
  }
  return lost;
}

void FakeTigerpaw::look() {
  quantities_.push_back(quantities_in(world_));
  for (const auto& [number, agreement] : world_.agreements) {
    if (!agreement) continue;
    std::map<ItemId, int> with_money;
    for (const auto& line : agreement->lines)
      if (line.quantity != 0 && ++with_money[line.item] == 2)
        two_amounts_.push_back(number.text() + " " + line.item.value());
  }
}

}  // namespace tariff::test
