#pragma once

#include <map>
#include <string>

#include "adapters/postgresql/library.hpp"

namespace tariff::postgresql {

/// Where a ledger is and how to get there, as libpq takes it; no password is among it.
struct Place {
  std::map<std::string, std::string> settings;
};

/// Reads `postgresql://[user@][host][:port][/database][?setting=value&…]` and judges it.
///
/// What the URL leaves out comes from libpq's own variables (PGHOST, PGSSLMODE, …), and passwords only from
/// there (PGPASSFILE, PGPASSWORD). Fails: invalid: another form, a password in the URL, the name of a
/// service, a host beyond loopback whose certificate would not be verified (sslmode verify-ca or
/// verify-full). No message repeats any part of the URL but a host's name. Source: PostgreSQL 15 manual,
/// section 34.1 (connection strings, parameters, variables).
Result<Place> read_place(const Library& library, const std::string& url);

/// True for a socket in the file system, 127.0.0.0/8, ::1 and the name localhost.
bool is_on_this_machine(const std::string& host);

}  // namespace tariff::postgresql
