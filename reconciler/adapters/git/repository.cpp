#include "adapters/git/repository.hpp"

#include <filesystem>
#include <utility>

#include "adapters/git/handles.hpp"
#include "adapters/git/plain_file.hpp"
#include "base/inert.hpp"

namespace tariff::git {
namespace {

Error damaged(const std::string& what) {
  return {ErrorKind::local_io, what + " was not read from the Git repository: " + last_words() + ".",
          "Check the repository with `git fsck`."};
}

/// An absolute path without symlinks in its folders; the file itself stays as it is named.
std::filesystem::path resolved(const std::string& path) {
  std::error_code ignored;
  const auto absolute = std::filesystem::absolute(path, ignored).lexically_normal();
  return std::filesystem::weakly_canonical(absolute.parent_path(), ignored) / absolute.filename();
}

std::string nearest_folder(const std::string& path) {
  std::error_code ignored;
  auto folder = resolved(path).parent_path();
  while (folder.has_relative_path() && !std::filesystem::is_directory(folder, ignored))
    folder = folder.parent_path();
  return folder.string();
}

Error not_opened(int code, const std::string& folder) {
  if (is_of_another_owner(code))
    return {ErrorKind::refused, "The Git repository around " + inert(folder) + " belongs to another user.",
            "If you trust it: git config --global --add safe.directory " + inert(folder)};
  if (code == GIT_ENOTFOUND)
    return {ErrorKind::not_found, "There is no Git repository around " + inert(folder) + ".", ""};
  return damaged("The folder " + inert(folder));
}

Error not_regular(const std::string& path, const std::string& what) {
  return {ErrorKind::refused, inert(path) + " is " + what + " in the repository; expected a regular file.",
          "Commit the file itself."};
}

Status regular(const git_tree_entry* entry, const std::string& path) {
  switch (git_tree_entry_filemode(entry)) {
    case GIT_FILEMODE_BLOB:
    case GIT_FILEMODE_BLOB_EXECUTABLE:
      return done();
    case GIT_FILEMODE_LINK:
      return not_regular(path, "a symbolic link");
    case GIT_FILEMODE_COMMIT:
      return not_regular(path, "a submodule");
    case GIT_FILEMODE_TREE:
      return not_regular(path, "a folder");
    case GIT_FILEMODE_UNREADABLE:
      return not_regular(path, "unreadable");
  }
  return not_regular(path, "of an unknown kind");
}

/// The size is asked first, so that a huge blob is never unpacked.
Result<std::string> blob_text(git_repository* repository, const git_oid* id, const std::string& path) {
  git_odb* database_found = nullptr;
  if (git_repository_odb(&database_found, repository) != 0) return damaged(inert(path));
  const Database database(database_found);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &type, database.get(), id) != 0) return damaged(inert(path));
  if (size > text_bytes_max)
    return Error{ErrorKind::refused,
                 inert(path) + " has " + std::to_string(size) + " bytes in the repository; at most " +
                     std::to_string(text_bytes_max) + " are read.",
                 "Split the customers over several installations."};
  git_blob* blob_found = nullptr;
  if (git_blob_lookup(&blob_found, repository, id) != 0) return damaged(inert(path));
  const Blob blob(blob_found);
  return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())), size);
}

}  // namespace

Library::Library() { git_libgit2_init(); }
Library::~Library() { git_libgit2_shutdown(); }

void Repository::Release::operator()(git_repository* repository) const { git_repository_free(repository); }

Repository::Repository(git_repository* repository)
    : library_(std::make_unique<Library>()), repository_(repository) {}

Result<Repository> Repository::around(const std::string& path) {
  const Library library;
  const std::string folder = nearest_folder(path);
  git_repository* found = nullptr;
  const int code = git_repository_open_ext(&found, folder.c_str(), 0, nullptr);
  if (code != 0) return not_opened(code, folder);
  return Repository(found);
}

bool Repository::has_work_tree() const { return git_repository_workdir(repository_.get()) != nullptr; }

std::string Repository::path_inside(const std::string& path) const {
  const char* work_tree = git_repository_workdir(repository_.get());
  const std::filesystem::path root =
      work_tree != nullptr ? work_tree : git_repository_path(repository_.get());
  return resolved(path).lexically_relative(root).generic_string();
}

Result<std::string> Repository::head() const {
  git_oid id{};
  const int code = git_reference_name_to_id(&id, repository_.get(), "HEAD");
  if (code == GIT_ENOTFOUND || code == GIT_EUNBORNBRANCH)
    return Error{ErrorKind::not_found, "The Git repository has no commit yet.", "Commit the file first."};
  if (code != 0) return damaged("HEAD");
  return id_text(id);
}

Result<std::string> Repository::commit_of(const std::string& revision) const {
  git_object* found = nullptr;
  if (git_revparse_single(&found, repository_.get(), revision.c_str()) != 0)
    return Error{ErrorKind::not_found,
                 "The revision " + inert(revision) + " was not found: " + last_words() + ".",
                 "A shallow clone may not have it: fetch more of the history."};
  const Object object(found);
  git_object* peeled = nullptr;
  if (git_object_peel(&peeled, object.get(), GIT_OBJECT_COMMIT) != 0)
    return Error{ErrorKind::refused, "The revision " + inert(revision) + " names no commit.",
                 "Name a branch, a tag or a commit."};
  const Object commit(peeled);
  return id_text(*git_object_id(commit.get()));
}

Result<std::string> Repository::text_in(const std::string& commit, const std::string& path) const {
  git_oid id{};
  git_commit* commit_found = nullptr;
  if (git_oid_fromstr(&id, commit.c_str()) != 0 ||
      git_commit_lookup(&commit_found, repository_.get(), &id) != 0)
    return damaged("Commit " + commit);
  const Commit owner(commit_found);
  git_tree* tree_found = nullptr;
  if (git_commit_tree(&tree_found, owner.get()) != 0) return damaged("Commit " + commit);
  const Tree tree(tree_found);
  git_tree_entry* entry_found = nullptr;
  const int code = git_tree_entry_bypath(&entry_found, tree.get(), path_inside(path).c_str());
  if (code == GIT_ENOTFOUND)
    return Error{ErrorKind::not_found, inert(path) + " is not in commit " + commit.substr(0, 12) + ".",
                 "Commit the file, or name it with --file."};
  if (code != 0) return damaged(inert(path));
  const TreeEntry entry(entry_found);
  const auto kind = regular(entry.get(), path);
  if (!kind) return kind.error();
  return blob_text(repository_.get(), git_tree_entry_id(entry.get()), path);
}

std::optional<CommitFacts> Repository::commit(const std::string& id) const {
  git_oid parsed{};
  git_commit* found = nullptr;
  if (git_oid_fromstr(&parsed, id.c_str()) != 0 || git_commit_lookup(&found, repository_.get(), &parsed) != 0)
    return std::nullopt;
  const Commit commit(found);
  const git_signature* author = git_commit_author(found);
  const char* subject = git_commit_summary(found);
  CommitFacts facts{id, "", "", Instant{std::chrono::seconds{git_commit_time(found)}},
                    subject == nullptr ? "" : subject};
  if (const char* message = git_commit_message(found); message != nullptr) facts.ticket = ticket_of(message);
  if (author == nullptr) return facts;
  facts.author = author->name == nullptr ? "" : author->name;
  facts.email = author->email == nullptr ? "" : author->email;
  facts.at = Instant{std::chrono::seconds{author->when.time}};
  return facts;
}

Result<std::string> Repository::remote_url(const std::string& name) const {
  git_remote* found = nullptr;
  if (git_remote_lookup(&found, repository_.get(), name.c_str()) != 0)
    return Error{ErrorKind::not_found,
                 "The Git repository has no remote of the name " + inert(name, 60) + ".",
                 "`git remote` shows those it has."};
  const Remote remote(found);
  const std::string url = git_remote_url(found) == nullptr ? "" : git_remote_url(found);
  if (!url.starts_with("./") && !url.starts_with("../")) return url;
  const char* work_tree = git_repository_workdir(repository_.get());
  const std::filesystem::path root =
      work_tree != nullptr ? work_tree : git_repository_path(repository_.get());
  return (root / url).lexically_normal().string();
}

}  // namespace tariff::git
