#pragma once

#include <string>

#include "base/result.hpp"

namespace tariff {

/// Which text a command reads. Source: interface.md section 1, "Which text is read".
enum class TextChoice {
  work_tree,          ///< validate, plan: the file as it lies there
  head,               ///< apply: HEAD; a dirty file is refused
  head_or_work_tree,  ///< apply --allow-dirty
};

/// One configuration text and where it came from.
///
/// Shape: `commit` is the full id, empty without a repository; `dirty` where the text differs from that
/// commit's.
struct ConfigText {
  std::string text;
  std::string name;  ///< as people know the file, for messages
  std::string commit;
  bool dirty = false;
};

class ConfigFile {
 public:
  virtual ~ConfigFile() = default;
  /// Fails: not_found: no such file, revision or repository; refused: dirty, a symlink, not a regular file,
  /// over 16 MiB; local_io.
  virtual Result<ConfigText> read() = 0;
};

}  // namespace tariff
