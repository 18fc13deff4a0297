#include <algorithm>

#include "sandbox/security_center_method.hpp"

namespace tariff::sandbox {
namespace {

std::size_t count_of_chunk(const MethodCall& call, std::int64_t asked, std::size_t left) {
  auto count = static_cast<std::size_t>(std::max<std::int64_t>(asked, 0));
  if (call.kaspersky.chunk_rows_max > 0)
    count = std::min(count, static_cast<std::size_t>(call.kaspersky.chunk_rows_max));
  return std::min(count, left);
}

Json chunk_of(const RowSet& set, std::size_t start, std::size_t count) {
  Json rows = Json::array();
  for (std::size_t i = start; i < start + count; ++i) rows.push(params(set.rows[i]));
  return Json::object({{"KLCSP_ITERATOR_ARRAY", std::move(rows)}});
}

Answer items_count(const MethodCall& call) {
  const auto id = call.arguments.text("strAccessor");
  if (!id) return no_such_parameter("strAccessor");
  const RowSet* set = call.session.accessors.find(*id, call.now);
  if (!set) return object_not_found("accessor");
  return returning(Json::number(static_cast<std::int64_t>(set->rows.size())));
}

Answer items_chunk(const MethodCall& call) {
  const auto id = call.arguments.text("strAccessor");
  const auto asked = call.arguments.number("nCount");
  if (!id) return no_such_parameter("strAccessor");
  if (!asked) return no_such_parameter("nCount");
  const RowSet* set = call.session.accessors.find(*id, call.now);
  if (!set) return object_not_found("accessor");
  // Clients leave nStart out when it is 0.
  const auto start = call.arguments.number("nStart").value_or(0);
  if (start < 0) return bad_format("nStart is negative");
  const std::size_t first = std::min(static_cast<std::size_t>(start), set->rows.size());
  const std::size_t count = count_of_chunk(call, *asked, set->rows.size() - first);
  return Json::object({{"pChunk", chunk_of(*set, first, count)},
                       {"PxgRetVal", Json::number(static_cast<std::int64_t>(count))}});
}

Answer release_accessor(const MethodCall& call) {
  const auto id = call.arguments.text("strAccessor");
  if (!id) return no_such_parameter("strAccessor");
  if (!call.session.accessors.release(*id, call.now)) return object_not_found("accessor");
  return Json::object();
}

Answer next_items(const MethodCall& call) {
  const auto id = call.arguments.text("szwIterator");
  const auto asked = call.arguments.number("nCount");
  if (!id) return no_such_parameter("szwIterator");
  if (!asked) return no_such_parameter("nCount");
  RowSet* set = call.session.iterators.find(*id, call.now);
  if (!set) return object_not_found("iterator");
  const std::size_t count = count_of_chunk(call, *asked, set->rows.size() - set->next);
  Json chunk = chunk_of(*set, set->next, count);
  set->next += count;
  // The quirk: end of file only becomes true on the empty chunk behind the last one.
  const bool at_end =
      set->next == set->rows.size() && (count == 0 || !call.kaspersky.eof_is_false_on_last_chunk);
  return Json::object({{"bEOF", Json::boolean(at_end)},
                       {"pData", std::move(chunk)},
                       {"PxgRetVal", Json::number(static_cast<std::int64_t>(count))}});
}

Answer release_iterator(const MethodCall& call) {
  const auto id = call.arguments.text("szwIterator");
  if (!id) return no_such_parameter("szwIterator");
  if (!call.session.iterators.release(*id, call.now)) return object_not_found("iterator");
  return Json::object();
}

/// The sandbox starts no asynchronous action, so every id is unknown.
Answer check_action_state(const MethodCall& call) {
  if (!call.arguments.text("wstrActionGuid")) return no_such_parameter("wstrActionGuid");
  return object_not_found("action");
}

}  // namespace

void add_reading_methods(Methods& methods) {
  methods.emplace("ChunkAccessor.GetItemsCount", items_count);
  methods.emplace("ChunkAccessor.GetItemsChunk", items_chunk);
  methods.emplace("ChunkAccessor.Release", release_accessor);
  methods.emplace("GroupSyncIterator.GetNextItems", next_items);
  methods.emplace("GroupSyncIterator.ReleaseIterator", release_iterator);
  methods.emplace("AsyncActionStateChecker.CheckActionState", check_action_state);
}

}  // namespace tariff::sandbox
