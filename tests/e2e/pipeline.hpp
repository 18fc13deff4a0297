#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "e2e/story.hpp"
#include "text/json.hpp"

namespace tariff::e2e {

/// A bare remote, a developer's clone of it, a forge, and the jobs of ci/templates, each in a fresh clone of
/// its own.
///
/// Shape: the developer's clone is the story's repository, on the branch main, with ci/templates/bin under
/// .tariff.
class Pipeline {
 public:
  explicit Pipeline(Start start);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  const Story& story() const { return story_; }
  std::string git(Words words) const { return story_.repository().git(std::move(words)); }
  /// Another clone of the remote, with this revision checked out. Gives its folder.
  std::filesystem::path checkout(const std::string& revision) const;

  /// One script of .tariff, run in a folder with the secrets, the forge and the results' folder `out`.
  Ending job(const std::filesystem::path& folder, const Words& words) const;
  /// The same on GitLab.
  Ending gitlab_job(const std::filesystem::path& folder, const Words& words) const;
  /// The same for a fork: no secret, no connections, no forge, but `canary` in the environment.
  Ending fork_job(const std::filesystem::path& folder, const Words& words) const;

  /// The request's job at the tip of that branch, as GitHub has merged it into main: plan, comment, artifact.
  Ending request(const std::string& branch) const;
  /// The merge's job at the tip of main. `head` is the branch's last commit as the forge knows it.
  Ending merge(const std::string& head) const;

  Json forge() const;
  /// Changes what the forge knows: Python that finds it as `state`.
  void in_forge(const std::string& deed) const;
  std::filesystem::path out() const { return folder_ / "out"; }

 private:
  void keep_artifact(const std::string& head) const;
  void say_merged(const std::string& commit, const std::string& head) const;
  Ending run_script(const std::filesystem::path& folder, const Words& words,
                    const std::map<std::string, std::string>& forge) const;

  Story story_;
  test::TempFolder folder_;
  std::unique_ptr<test::BackgroundProcess> server_;
  std::string port_;
  mutable int clones_ = 0;
};

}  // namespace tariff::e2e
