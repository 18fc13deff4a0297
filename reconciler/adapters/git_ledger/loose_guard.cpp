#include "adapters/git_ledger/loose_guard.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <zlib.h>

#include "adapters/git/handles.hpp"

namespace tariff::git_ledger {
namespace {

/// Above libgit2's own, so that it is asked first.
constexpr int first_of_all = 100;

struct Guard : git_odb_backend {
  std::string folder;
};

bool is_whole(std::ifstream& file) {
  std::array<char, 16384> packed{};
  std::array<unsigned char, 16384> unpacked{};
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return false;
  const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, &inflateEnd);
  int code = Z_OK;
  while (code == Z_OK) {
    if (stream.avail_in == 0) {
      file.read(packed.data(), packed.size());
      stream.next_in = reinterpret_cast<unsigned char*>(packed.data());
      stream.avail_in = static_cast<unsigned>(file.gcount());
    }
    stream.next_out = unpacked.data();
    stream.avail_out = unpacked.size();
    code = inflate(&stream, Z_NO_FLUSH);
  }
  return code == Z_STREAM_END;
}

/// "Not here" lets libgit2 read on; an error ends the reading.
int look_at(void**, std::size_t*, git_object_t*, git_odb_backend* backend, const git_oid* id) {
  const std::string name = git::id_text(*id);
  const auto& folder = static_cast<const Guard*>(backend)->folder;
  std::ifstream file(folder + name.substr(0, 2) + "/" + name.substr(2), std::ios::binary);
  if (!file || is_whole(file)) return GIT_ENOTFOUND;
  git_error_set_str(GIT_ERROR_ODB, ("the object " + name + " is cut").c_str());
  return GIT_ERROR;
}

void free_guard(git_odb_backend* backend) { delete static_cast<Guard*>(backend); }

}  // namespace

int guard_loose_objects(git_repository* repository) {
  git_buf folder = GIT_BUF_INIT;
  if (const int code = git_repository_item_path(&folder, repository, GIT_REPOSITORY_ITEM_OBJECTS); code != 0)
    return code;
  auto guard = std::make_unique<Guard>();
  guard->folder = folder.ptr;
  git_buf_dispose(&folder);
  git_odb_init_backend(guard.get(), GIT_ODB_BACKEND_VERSION);
  guard->read = &look_at;
  guard->free = &free_guard;
  git_odb* found = nullptr;
  if (const int code = git_repository_odb(&found, repository); code != 0) return code;
  const git::Database database(found);
  const int code = git_odb_add_backend(found, guard.get(), first_of_all);
  if (code == 0) [[maybe_unused]]
    const auto* owned = guard.release();
  return code;
}

}  // namespace tariff::git_ledger
