#include "adapters/git_ledger/object_store.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "adapters/git/handles.hpp"
#include "adapters/git_ledger/loose_guard.hpp"
#include "base/inert.hpp"

namespace tariff::git_ledger {
namespace {

// The same for everybody: a ledger says which run wrote, never which machine.
constexpr const char* author_name = "tariff";
constexpr const char* author_address = "tariff@localhost";

using Signature = std::unique_ptr<git_signature, git::Releaser<git_signature_free>>;
using TreeBuilder = std::unique_ptr<git_treebuilder, git::Releaser<git_treebuilder_free>>;
using Reference = std::unique_ptr<git_reference, git::Releaser<git_reference_free>>;

/// Requires: `text` is one of our own ids.
git_oid id_of(const std::string& text) {
  git_oid id{};
  git_oid_fromstr(&id, text.c_str());
  return id;
}

Result<git::Commit> commit_of(git_repository* repository, const std::string& text) {
  git_object* found = nullptr;
  const git_oid id = id_of(text);
  if (git_object_lookup(&found, repository, &id, GIT_OBJECT_ANY) != 0) return disk_error("Commit " + text);
  git::Object object(found);
  if (git_object_type(found) != GIT_OBJECT_COMMIT)
    return Error{ErrorKind::refused, "The ledger's reference points to no commit.", "Check [ledger] url."};
  return git::Commit(reinterpret_cast<git_commit*>(object.release()));
}

Result<git::Tree> tree_of(git_repository* repository, const std::string& commit) {
  const auto owner = commit_of(repository, commit);
  if (!owner) return owner.error();
  git_tree* tree = nullptr;
  if (git_commit_tree(&tree, owner->get()) != 0) return disk_error("Commit " + commit);
  return git::Tree(tree);
}

Result<git_oid> write_tree(git_repository* repository, const Files& files) {
  git_treebuilder* found = nullptr;
  if (git_treebuilder_new(&found, repository, nullptr) != 0) return disk_error("A tree");
  const TreeBuilder builder(found);
  for (const auto& [name, text] : files) {
    const git_oid id = id_of(text);
    if (git_treebuilder_insert(nullptr, found, name.c_str(), &id, GIT_FILEMODE_BLOB) != 0)
      return disk_error("A tree");
  }
  git_oid id{};
  if (git_treebuilder_write(&id, found) != 0) return disk_error("A tree");
  return id;
}

Result<Signature> signature_at(Instant at) {
  git_signature* made = nullptr;
  const auto seconds = std::max<std::int64_t>(0, at.time_since_epoch().count());
  if (git_signature_new(&made, author_name, author_address, seconds, 0) != 0)
    return disk_error("A commit's author");
  return Signature(made);
}

}  // namespace

Error disk_error(const std::string& what) {
  return {ErrorKind::local_io, what + " of the ledger was not read or written: " + git::last_words() + ".",
          "Check the disk, and the repository with `git fsck`."};
}

void ObjectStore::Release::operator()(git_repository* repository) const { git_repository_free(repository); }

ObjectStore::ObjectStore(git_repository* repository)
    : library_(std::make_unique<git::Library>()), repository_(repository) {}

Result<ObjectStore> ObjectStore::guarded(ObjectStore store) {
  // A claim has to be on the disk before anything is sent, and a cache has to survive a lost power supply.
  git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
  if (guard_loose_objects(store.handle()) != 0) return disk_error("The objects");
  return store;
}

Result<ObjectStore> ObjectStore::open(const std::string& path) {
  const git::Library library;
  git_repository* found = nullptr;
  const int code = git_repository_open_ext(&found, path.c_str(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  if (code == 0) return guarded(ObjectStore(found));
  if (git::is_of_another_owner(code))
    return Error{ErrorKind::refused, "The Git repository " + inert(path) + " belongs to another user.",
                 "If you trust it: git config --global --add safe.directory " + inert(path)};
  if (code == GIT_ENOTFOUND)
    return Error{ErrorKind::not_found, "There is no Git repository at " + inert(path) + ".",
                 "Check [ledger] url."};
  return disk_error("The repository " + inert(path));
}

Result<ObjectStore> ObjectStore::make(const std::string& path) {
  const git::Library library;
  git_repository* made = nullptr;
  if (git_repository_init(&made, path.c_str(), 1) != 0) return disk_error("The repository " + inert(path));
  return guarded(ObjectStore(made));
}

bool ObjectStore::holds(const std::string& id) const {
  git_odb* found = nullptr;
  if (git_repository_odb(&found, handle()) != 0) return false;
  const git::Database database(found);
  const git_oid wanted = id_of(id);
  return git_odb_exists(found, &wanted) == 1;
}

Result<std::string> ObjectStore::write_text(std::string_view text) const {
  git_oid id{};
  if (git_blob_create_from_buffer(&id, handle(), text.data(), text.size()) != 0) return disk_error("A file");
  return git::id_text(id);
}

Result<std::string> ObjectStore::write_commit(const Draft& draft) const {
  const auto tree_id = write_tree(handle(), draft.files);
  if (!tree_id) return tree_id.error();
  git_tree* tree_found = nullptr;
  if (git_tree_lookup(&tree_found, handle(), &*tree_id) != 0) return disk_error("A tree");
  const git::Tree tree(tree_found);
  const auto signature = signature_at(draft.at);
  if (!signature) return signature.error();
  git::Commit parent;
  if (!draft.parent.empty()) {
    auto found = commit_of(handle(), draft.parent);
    if (!found) return found.error();
    parent = std::move(found).value();
  }
  const git_commit* parents[] = {parent.get()};
  git_oid id{};
  if (git_commit_create(&id, handle(), nullptr, signature->get(), signature->get(), "UTF-8",
                        draft.message.c_str(), tree.get(), parent ? 1 : 0, parents) != 0)
    return disk_error("A commit");
  return git::id_text(id);
}

Result<Files> ObjectStore::files_of(const std::string& commit) const {
  const auto tree = tree_of(handle(), commit);
  if (!tree) return tree.error();
  Files files;
  for (std::size_t i = 0; i < git_tree_entrycount(tree->get()); ++i) {
    const git_tree_entry* entry = git_tree_entry_byindex(tree->get(), i);
    if (git_tree_entry_filemode(entry) == GIT_FILEMODE_BLOB)
      files[git_tree_entry_name(entry)] = git::id_text(*git_tree_entry_id(entry));
  }
  return files;
}

/// The size is asked first, so that a huge text is never unpacked.
Result<std::string> ObjectStore::text_of(const std::string& id, std::size_t bytes_max) const {
  const git_oid wanted = id_of(id);
  git_odb* database_found = nullptr;
  if (git_repository_odb(&database_found, handle()) != 0) return disk_error("The objects");
  const git::Database database(database_found);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &type, database.get(), &wanted) != 0) return disk_error("Object " + id);
  if (size > bytes_max)
    return Error{ErrorKind::refused,
                 "A file of the ledger has " + std::to_string(size) + " bytes; at most " +
                     std::to_string(bytes_max) + " are read.",
                 "Check [ledger] url."};
  git_blob* found = nullptr;
  if (git_blob_lookup(&found, handle(), &wanted) != 0) return disk_error("Object " + id);
  const git::Blob blob(found);
  return std::string(static_cast<const char*>(git_blob_rawcontent(found)), size);
}

Result<std::vector<std::string>> ObjectStore::history_of(const std::string& commit) const {
  std::vector<std::string> out;
  auto one = commit_of(handle(), commit);
  while (one) {
    out.push_back(git::id_text(*git_commit_id(one->get())));
    if (git_commit_parentcount(one->get()) == 0) break;
    one = commit_of(handle(), git::id_text(*git_commit_parent_id(one->get(), 0)));
  }
  if (!one) return one.error();
  std::reverse(out.begin(), out.end());
  return out;
}

Result<bool> ObjectStore::comes_after(const std::string& commit, const std::string& ancestor) const {
  const git_oid later = id_of(commit);
  const git_oid earlier = id_of(ancestor);
  if (git_oid_equal(&later, &earlier) != 0) return true;
  const int answer = git_graph_descendant_of(handle(), &later, &earlier);
  if (answer >= 0) return answer == 1;
  // Only a history that is there from end to end proves that something is not in it.
  const auto whole = history_of(commit);
  if (!whole) return whole.error();
  return std::find(whole->begin(), whole->end(), ancestor) != whole->end();
}

Result<std::optional<std::string>> ObjectStore::reference(const std::string& name) const {
  git_reference* found = nullptr;
  const int code = git_reference_lookup(&found, handle(), name.c_str());
  if (code == GIT_ENOTFOUND) return std::optional<std::string>{};
  if (code != 0) return disk_error("The reference " + name);
  const Reference reference(found);
  const git_oid* target = git_reference_target(found);
  if (target == nullptr)
    return Error{ErrorKind::refused, "The reference " + name + " points to another reference.",
                 "Check [ledger] url."};
  return std::optional<std::string>(git::id_text(*target));
}

Status ObjectStore::set_reference(const std::string& name, const std::string& id) const {
  git_reference* made = nullptr;
  const git_oid target = id_of(id);
  if (git_reference_create(&made, handle(), name.c_str(), &target, 1, nullptr) != 0)
    return disk_error("The reference " + name);
  const Reference reference(made);
  return done();
}

}  // namespace tariff::git_ledger
