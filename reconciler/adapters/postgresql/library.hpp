#pragma once

#include <libpq-fe.h>

#include "base/result.hpp"

namespace tariff::postgresql {

/// The functions of libpq that this room calls.
///
/// The library is loaded when a ledger on PostgreSQL is opened: linked to the program, it and the twenty that
/// it needs cost every start 3 ms (measured; traps.md 20), and most ledgers are not there.
struct Library {
  decltype(&PQconninfoParse) parse_url = nullptr;
  decltype(&PQconndefaults) defaults = nullptr;
  decltype(&PQconninfoFree) free_options = nullptr;
  decltype(&PQfreemem) free_memory = nullptr;
  decltype(&PQconnectdbParams) connect = nullptr;
  decltype(&PQfinish) finish = nullptr;
  decltype(&PQstatus) status = nullptr;
  decltype(&PQerrorMessage) error_message = nullptr;
  decltype(&PQconnectionNeedsPassword) needs_password = nullptr;
  decltype(&PQsetNoticeReceiver) set_notice_receiver = nullptr;
  decltype(&PQsocket) socket = nullptr;
  decltype(&PQsendQuery) send = nullptr;
  decltype(&PQsendQueryParams) send_with_values = nullptr;
  decltype(&PQconsumeInput) consume_input = nullptr;
  decltype(&PQisBusy) is_busy = nullptr;
  decltype(&PQgetResult) next_result = nullptr;
  decltype(&PQresultStatus) result_status = nullptr;
  decltype(&PQresultErrorField) error_field = nullptr;
  decltype(&PQcmdStatus) command_tag = nullptr;
  decltype(&PQntuples) row_count = nullptr;
  decltype(&PQgetvalue) value = nullptr;
  decltype(&PQgetlength) length = nullptr;
  decltype(&PQclear) clear = nullptr;
};

/// Loaded once, and never unloaded. Fails: local_io: it is not on this machine, or too old.
Result<const Library*> library();

}  // namespace tariff::postgresql
