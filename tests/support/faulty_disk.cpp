#include "support/faulty_disk.hpp"

#include <map>

#include <sqlite3.h>

namespace tariff::test {
namespace {

/// When a kind of call begins to fail, and with what.
struct Fault {
  int code = SQLITE_OK;
  int after = 0;
  int calls = 0;

  int next() { return calls++ >= after ? code : SQLITE_OK; }
};

Fault writing;
Fault flushing;
sqlite3_vfs* real = nullptr;
sqlite3_vfs faulty;
// The changed methods by the real ones, which a changed file still calls.
std::map<const sqlite3_io_methods*, sqlite3_io_methods> changed;
const sqlite3_io_methods* real_methods = nullptr;

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const int code = writing.next();
  return code != SQLITE_OK ? code : real_methods->xWrite(file, bytes, size, offset);
}

int flush(sqlite3_file* file, int flags) {
  const int code = flushing.next();
  return code != SQLITE_OK ? code : real_methods->xSync(file, flags);
}

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const int code = real->xOpen(real, name, file, flags, out_flags);
  if (code != SQLITE_OK || (flags & SQLITE_OPEN_WAL) == 0) return code;
  real_methods = file->pMethods;
  const auto [entry, is_new] = changed.try_emplace(real_methods, *real_methods);
  if (is_new) {
    entry->second.xWrite = write;
    entry->second.xSync = flush;
  }
  file->pMethods = &entry->second;
  return code;
}

}  // namespace

FaultyDisk::FaultyDisk() {
  heal();
  real = sqlite3_vfs_find(nullptr);
  faulty = *real;
  faulty.zName = "faulty";
  faulty.xOpen = open;
  sqlite3_vfs_register(&faulty, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_register(real, 1);
  sqlite3_vfs_unregister(&faulty);
  heal();
}

void FaultyDisk::fail_writes(int code, int after) { writing = {code, after, 0}; }
void FaultyDisk::fail_flushes(int code, int after) { flushing = {code, after, 0}; }

void FaultyDisk::heal() {
  writing = {};
  flushing = {};
}

}  // namespace tariff::test
