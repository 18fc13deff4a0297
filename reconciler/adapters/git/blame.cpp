#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "adapters/git/handles.hpp"
#include "adapters/git/repository.hpp"
#include "base/inert.hpp"

namespace tariff::git {
namespace {

using Blame = std::unique_ptr<git_blame, Releaser<git_blame_free>>;
using Walk = std::unique_ptr<git_revwalk, Releaser<git_revwalk_free>>;

Error not_blamed(int code, const std::string& path, const std::string& commit, const std::string& why) {
  const bool is_shallow_or_missing = code == GIT_ENOTFOUND;
  return {is_shallow_or_missing ? ErrorKind::unavailable : ErrorKind::local_io,
          "The history of " + inert(path) + " up to commit " + commit.substr(0, 12) +
              " was not read: " + why + ".",
          is_shallow_or_missing ? "A shallow clone does not hold it: fetch the whole history." : ""};
}

/// Whether blame may stop at `oldest`.
bool is_bound(git_repository* repository, const git_oid& newest, const std::string& since, git_oid& oldest) {
  git_commit* found = nullptr;
  if (git_oid_fromstr(&oldest, since.c_str()) != 0 || git_commit_lookup(&found, repository, &oldest) != 0)
    return false;
  const Commit commit(found);
  return git_graph_descendant_of(repository, &newest, &oldest) == 1;
}

/// The ids among `wanted` that are newer than `oldest`, from the newest on: by who is whose ancestor, since
/// the clocks of those who commit do not agree.
Result<std::vector<std::string>> newest_first(git_repository* repository, const git_oid& newest,
                                              const git_oid* oldest, const std::set<std::string>& wanted) {
  git_revwalk* found = nullptr;
  if (git_revwalk_new(&found, repository) != 0) return Error{ErrorKind::local_io, last_words(), ""};
  const Walk walk(found);
  git_revwalk_sorting(found, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
  int code = git_revwalk_push(found, &newest);
  if (code == 0 && oldest != nullptr) code = git_revwalk_hide(found, oldest);
  std::vector<std::string> order;
  git_oid id{};
  while (code == 0 && order.size() < wanted.size() && (code = git_revwalk_next(&id, found)) == 0)
    if (std::string text = id_text(id); wanted.contains(text)) order.push_back(std::move(text));
  if (code != 0 && code != GIT_ITEROVER) return Error{ErrorKind::unavailable, last_words(), ""};
  return order;
}

void add_stretch(std::vector<LineStretch>& stretches, LineStretch next) {
  const bool joins = !stretches.empty() && stretches.back().commit == next.commit &&
                     stretches.back().first + stretches.back().count == next.first;
  if (joins) {
    stretches.back().count += next.count;
  } else {
    stretches.push_back(next);
  }
}

}  // namespace

Result<LineOrigins> Repository::origins(const std::string& path, const std::string& commit,
                                        const std::string& since) const {
  if (commit == since) return LineOrigins{};
  git_blame_options options = GIT_BLAME_OPTIONS_INIT;
  if (git_oid_fromstr(&options.newest_commit, commit.c_str()) != 0)
    return Error{ErrorKind::not_found, "The commit " + inert(commit, 60) + " is not here.", ""};
  const bool is_bounded = is_bound(repository_.get(), options.newest_commit, since, options.oldest_commit);
  if (!is_bounded) options.oldest_commit = git_oid{};
  // libgit2 1.5 leaks what it has begun where a blame fails, so what must fail does not begin.
  if (const auto there = text_in(commit, path); !there) return there.error();
  if (!is_bounded && git_repository_is_shallow(repository_.get()) == 1)
    return not_blamed(GIT_ENOTFOUND, path, commit, "the clone is shallow");
  git_blame* found = nullptr;
  const int code = git_blame_file(&found, repository_.get(), path_inside(path).c_str(), &options);
  if (code != 0) return not_blamed(code, path, commit, last_words());
  const Blame blame(found);
  std::set<std::string> seen;
  const auto hunks = git_blame_get_hunk_count(found);
  for (std::uint32_t i = 0; i < hunks; ++i)
    seen.insert(id_text(git_blame_get_hunk_byindex(found, i)->final_commit_id));
  const auto order = newest_first(repository_.get(), options.newest_commit,
                                  is_bounded ? &options.oldest_commit : nullptr, seen);
  if (!order) return order.error();
  LineOrigins out;
  std::map<std::string, std::size_t> rank;
  for (const auto& id : *order) {
    rank.emplace(id, rank.size());
    out.commits.push_back(this->commit(id).value_or(CommitFacts{id, "", "", {}, "", ""}));
  }
  for (std::uint32_t i = 0; i < hunks; ++i) {
    const auto* hunk = git_blame_get_hunk_byindex(found, i);
    const auto known = rank.find(id_text(hunk->final_commit_id));
    if (known == rank.end()) continue;
    add_stretch(out.stretches, {static_cast<std::int32_t>(hunk->final_start_line_number),
                                static_cast<std::int32_t>(hunk->lines_in_hunk), known->second});
  }
  return out;
}

}  // namespace tariff::git
