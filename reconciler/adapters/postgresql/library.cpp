#include "adapters/postgresql/library.hpp"

#include <dlfcn.h>

namespace tariff::postgresql {
namespace {

/// Finds functions by their names; afterwards `missing` names the first that is not there.
struct Finder {
  void* handle;
  std::string missing{};

  template <class Function>
  void find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(handle, name));
    if (function == nullptr && missing.empty()) missing = name;
  }
};

void find_connection(Library& library, Finder& in) {
  in.find(library.parse_url, "PQconninfoParse");
  in.find(library.defaults, "PQconndefaults");
  in.find(library.free_options, "PQconninfoFree");
  in.find(library.free_memory, "PQfreemem");
  in.find(library.connect, "PQconnectdbParams");
  in.find(library.finish, "PQfinish");
  in.find(library.status, "PQstatus");
  in.find(library.error_message, "PQerrorMessage");
  in.find(library.needs_password, "PQconnectionNeedsPassword");
  in.find(library.set_notice_receiver, "PQsetNoticeReceiver");
  in.find(library.socket, "PQsocket");
}

void find_statements(Library& library, Finder& in) {
  in.find(library.send, "PQsendQuery");
  in.find(library.send_with_values, "PQsendQueryParams");
  in.find(library.consume_input, "PQconsumeInput");
  in.find(library.is_busy, "PQisBusy");
  in.find(library.next_result, "PQgetResult");
  in.find(library.result_status, "PQresultStatus");
  in.find(library.error_field, "PQresultErrorField");
  in.find(library.command_tag, "PQcmdStatus");
  in.find(library.row_count, "PQntuples");
  in.find(library.value, "PQgetvalue");
  in.find(library.length, "PQgetlength");
  in.find(library.clear, "PQclear");
}

Result<Library> load() {
  constexpr auto name = "libpq.so.5";
  void* handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  const std::string hint = "Install PostgreSQL's client library, on Debian the package libpq5.";
  if (handle == nullptr)
    return Error{ErrorKind::local_io, std::string("The library ") + name + " cannot be loaded.", hint};
  Library library;
  Finder finder{handle};
  find_connection(library, finder);
  find_statements(library, finder);
  if (finder.missing.empty()) return library;
  return Error{ErrorKind::local_io, std::string("The library ") + name + " lacks " + finder.missing + ".",
               hint};
}

}  // namespace

Result<const Library*> library() {
  static const Result<Library> loaded = load();
  if (!loaded) return loaded.error();
  return &loaded.value();
}

}  // namespace tariff::postgresql
