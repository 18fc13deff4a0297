#pragma once

namespace tariff::test {

/// While it lives, every file that SQLite opens in this process can fail as told: its log, which a commit
/// writes and flushes. One at a time.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// From the `after`-th write (0: the next) on, writes to the log fail with this code of SQLite.
  void fail_writes(int code, int after = 0);
  /// As fail_writes, for flushes; what was written before stays.
  void fail_flushes(int code, int after = 0);
  void heal();
};

}  // namespace tariff::test
