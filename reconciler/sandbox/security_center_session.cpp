#include "sandbox/security_center_session.hpp"

#include <utility>

#include "text/crypto.hpp"

namespace tariff::sandbox {
namespace {

// No session id that open() makes has a blank in it.
std::string key_of(std::uint64_t connection) { return "connection " + std::to_string(connection); }

}  // namespace

std::string RowSets::keep(RowSet rows) {
  const std::string id = random_token(22);
  sets_.insert_or_assign(id, std::move(rows));
  return id;
}

RowSet* RowSets::find(const std::string& id, Instant now) {
  const auto found = sets_.find(id);
  if (found == sets_.end()) return nullptr;
  if (now - found->second.last_used > found->second.lifetime) {
    sets_.erase(found);
    return nullptr;
  }
  found->second.last_used = now;
  return &found->second;
}

bool RowSets::release(const std::string& id, Instant now) {
  return find(id, now) != nullptr && sets_.erase(id) == 1;
}

std::string Sessions::open(std::int64_t server, Instant now) {
  // Base64, as the real ones look; nobody is to read anything into it.
  const std::string id = base64(random_token(24));
  sessions_[id] = Session{server, now, {}, {}};
  return id;
}

void Sessions::open_on(std::uint64_t connection, std::int64_t server, Instant now) {
  sessions_[key_of(connection)] = Session{server, now, {}, {}};
}

Session* Sessions::find(const std::string& id, Instant now, std::chrono::seconds idle) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return nullptr;
  if (now - found->second.last_used > idle) {
    sessions_.erase(found);
    return nullptr;
  }
  found->second.last_used = now;
  return &found->second;
}

Session* Sessions::find_on(std::uint64_t connection, Instant now, std::chrono::seconds idle) {
  return find(key_of(connection), now, idle);
}

void Sessions::end(const std::string& id) { sessions_.erase(id); }

}  // namespace tariff::sandbox
