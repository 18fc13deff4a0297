#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "text/json.hpp"

namespace tariff::sandbox {

/// Rows that wait to be fetched, from FindHosts, EnumKeys or AcquireKeyHosts.
///
/// Shape: each row is the bare object of its attributes. `next` is only used by the forward-only family.
/// Lifetimes count from the last access. Source: kaspersky-security-center.md section 5.
struct RowSet {
  std::vector<Json> rows;
  std::size_t next = 0;
  std::chrono::seconds lifetime{0};
  Instant last_used;
};

/// The row sets of one session, by id.
class RowSets {
 public:
  /// An id of 22 letters and digits that is not yet in use.
  std::string keep(RowSet rows);
  /// Nullptr where there is none of that id, or it has outlived itself.
  RowSet* find(const std::string& id, Instant now);
  bool release(const std::string& id, Instant now);

 private:
  std::map<std::string, RowSet> sets_;
};

/// One login, on the main server (0) or a virtual one (its KLVSRV_ID), with what belongs to it alone.
struct Session {
  std::int64_t server = 0;
  Instant last_used;
  RowSets accessors;  ///< ChunkAccessor
  RowSets iterators;  ///< GroupSyncIterator
  bool is_virtual() const { return server != 0; }
};

/// The sessions that are open, by id.
class Sessions {
 public:
  std::string open(std::int64_t server, Instant now);
  /// A session that lives with its connection (`/api/v1.0/login`).
  void open_on(std::uint64_t connection, std::int64_t server, Instant now);
  /// Nullptr where it was ended, has been idle for longer than `idle`, or never was.
  Session* find(const std::string& id, Instant now, std::chrono::seconds idle);
  Session* find_on(std::uint64_t connection, Instant now, std::chrono::seconds idle);
  void end(const std::string& id);

 private:
  std::map<std::string, Session> sessions_;
};

}  // namespace tariff::sandbox
