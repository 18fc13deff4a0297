#pragma once

#include <memory>
#include <string>

#include <git2.h>

/// What the rooms that know libgit2 share.
namespace tariff::git {

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* thing) const {
    release(thing);
  }
};

using Object = std::unique_ptr<git_object, Releaser<git_object_free>>;
using Commit = std::unique_ptr<git_commit, Releaser<git_commit_free>>;
using Tree = std::unique_ptr<git_tree, Releaser<git_tree_free>>;
using TreeEntry = std::unique_ptr<git_tree_entry, Releaser<git_tree_entry_free>>;
using Remote = std::unique_ptr<git_remote, Releaser<git_remote_free>>;
using Blob = std::unique_ptr<git_blob, Releaser<git_blob_free>>;
using Database = std::unique_ptr<git_odb, Releaser<git_odb_free>>;

/// What libgit2 last complained of, one inert line.
std::string last_words();
/// 40 hex digits.
std::string id_text(const git_oid& id);
/// True where a repository was not opened because it belongs to another user; `code` is what libgit2 gave.
bool is_of_another_owner(int code);

}  // namespace tariff::git
