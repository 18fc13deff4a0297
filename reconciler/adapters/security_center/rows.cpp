#include "adapters/security_center/rows.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "adapters/security_center/values.hpp"

namespace tariff::security_center {
namespace {

constexpr std::int64_t chunk_rows = 1000;
constexpr std::int64_t rows_max = 2'000'000;

/// Where the two families differ.
struct Family {
  std::string_view promise;          ///< member of the first reply: how many rows
  std::string_view handle;           ///< member of the first reply: the iterator
  std::string_view handle_argument;  ///< how the later calls name it
  std::string_view next;
  std::string_view chunk;  ///< member of the chunk's reply
  std::string_view release;
  Repeat repeat_next;
};

constexpr Family forward{"lKeyCount",   "wstrIterator",
                         "szwIterator", "GroupSyncIterator.GetNextItems",
                         "pData",       "GroupSyncIterator.ReleaseIterator",
                         Repeat::no};
constexpr Family accessor{"PxgRetVal", "strAccessor",           "strAccessor", "ChunkAccessor.GetItemsChunk",
                          "pChunk",    "ChunkAccessor.Release", Repeat::yes};

struct Reading {
  std::string_view method;
  std::string handle;
  std::int64_t promised = 0;
};

Error mismatch(const Reading& reading, std::int64_t found) {
  return {ErrorKind::conflict,
          std::string(reading.method) + " gave " + std::to_string(found) + " rows of " +
              std::to_string(reading.promised) + " promised.",
          "Try again; the list may have changed while it was read."};
}

Result<Reading> begin(Session& session, const Family& family, std::string_view method,
                      const Json& arguments) {
  const auto reply = session.call(method, arguments);
  if (!reply) return reply.error();
  const JsonView view(*reply, std::string(method));
  const auto promised = view.whole(family.promise);
  if (!promised) return promised.error();
  if (*promised < 0 || *promised > rows_max)
    return Error{ErrorKind::refused,
                 std::string(method) + " promised " + std::to_string(*promised) + " rows.",
                 "That is out of every proportion; see whether Security Center is well."};
  const auto handle = *promised == 0 ? view.string_or(family.handle, "") : view.string(family.handle);
  if (!handle) return handle.error();
  return Reading{method, *handle, *promised};
}

Json next_arguments(const Family& family, const Reading& reading, std::size_t have) {
  Json arguments = Json::object({{std::string(family.handle_argument), Json::string(reading.handle)}});
  if (family.repeat_next == Repeat::yes)
    arguments.set("nStart", Json::number(static_cast<std::int64_t>(have)));
  arguments.set("nCount", Json::number(chunk_rows));
  return arguments;
}

struct Chunk {
  std::vector<Json> rows;
  bool is_last = false;
};

Result<Chunk> next_chunk(Session& session, const Family& family, const Reading& reading, std::size_t have) {
  const auto reply = session.call(family.next, next_arguments(family, reading, have), family.repeat_next);
  if (!reply) return reply.error();
  const JsonView view(*reply, std::string(family.next));
  auto rows = rows_of(view.at(family.chunk));
  if (!rows) return rows.error();
  const auto count = static_cast<std::int64_t>(rows->size());
  const auto said = view.whole_or("PxgRetVal", count);
  if (!said) return said.error();
  if (*said != count) return mismatch({family.next, "", *said}, count);
  const auto ended = view.boolean_or("bEOF", false);
  if (!ended) return ended.error();
  return Chunk{*std::move(rows), *ended || count == 0};
}

/// A short chunk alone ends nothing: the server may hand out fewer rows than asked for.
Result<std::vector<Json>> drain(Session& session, const Family& family, const Reading& reading) {
  const auto promised = static_cast<std::size_t>(reading.promised);
  std::vector<Json> rows;
  while (rows.size() < promised) {
    auto chunk = next_chunk(session, family, reading, rows.size());
    if (!chunk) return chunk.error();
    std::move(chunk->rows.begin(), chunk->rows.end(), std::back_inserter(rows));
    if (chunk->is_last) break;
  }
  if (rows.size() != promised) return mismatch(reading, static_cast<std::int64_t>(rows.size()));
  return rows;
}

Result<std::vector<Json>> read_rows(Session& session, const Family& family, std::string_view method,
                                    const Json& arguments) {
  const auto reading = begin(session, family, method, arguments);
  if (!reading) return reading.error();
  auto rows = drain(session, family, *reading);
  // The rows are complete or not, whatever becomes of the release; the end of the session releases as well.
  if (!reading->handle.empty() && (rows || rows.error().kind != ErrorKind::unavailable))
    static_cast<void>(session.call(
        family.release, Json::object({{std::string(family.handle_argument), Json::string(reading->handle)}}),
        Repeat::no));
  return rows;
}

}  // namespace

Result<std::vector<Json>> read_forward(Session& session, std::string_view method, const Json& arguments) {
  return read_rows(session, forward, method, arguments);
}

Result<std::vector<Json>> read_accessor(Session& session, std::string_view method, const Json& arguments) {
  return read_rows(session, accessor, method, arguments);
}

}  // namespace tariff::security_center
