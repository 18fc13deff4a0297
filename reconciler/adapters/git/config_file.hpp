#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ports/config_file.hpp"

namespace tariff {

/// The configuration file at `path`, in the work tree or in the Git repository around it.
///
/// Shape: with a `revision` (any revision expression), that commit's text whatever the choice says, also from
/// a bare repository; `commit` is then that commit and `dirty` false. `work_tree` and `head_or_work_tree`
/// need no repository; inside of one they name HEAD and say whether the text differs from HEAD's, byte by
/// byte, an untracked file and a branch without a commit included. `head` reads the object database, after
/// comparing the same way. Nothing is checked out and no filter runs. Fails: as ConfigFile::read says, and:
/// refused: `head` without a repository or a commit, a repository that belongs to another user, a blob that
/// is a symlink, a submodule or an LFS pointer; not_found: a revision that does not exist or does not have
/// the file. Source: interface.md section 1, "Which text is read"; threats.md, "repository".
std::unique_ptr<ConfigFile> make_config_file(const std::string& path, TextChoice choice,
                                             std::optional<std::string> revision);

}  // namespace tariff
