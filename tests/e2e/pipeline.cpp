#include "e2e/pipeline.hpp"

#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>

namespace tariff::e2e {
namespace {

std::filesystem::path templates() { return std::filesystem::path(TARIFF_SOURCE_DIR) / "ci/templates"; }

std::string path_of_programs() { return test::program("tariff").parent_path().string() + ":/usr/bin:/bin"; }

std::string python(const Words& words) {
  test::Command command;
  command.words = {"python3"};
  command.words.insert(command.words.end(), words.begin(), words.end());
  const auto end = test::run(command);
  if (end.exit_code != 0) throw std::runtime_error("python3 failed: " + end.err);
  return end.out;
}

}  // namespace

Pipeline::Pipeline(Start start) : story_(start) {
  const auto& repository = story_.repository();
  std::filesystem::copy(templates() / "bin", repository.path() / ".tariff",
                        std::filesystem::copy_options::recursive);
  repository.commit("Pipelines");
  const std::string remote = (folder_ / "remote.git").string();
  git({"init", "--quiet", "--bare", "--initial-branch=main", remote});
  git({"remote", "add", "origin", remote});
  git({"push", "--quiet", "--set-upstream", "origin", "main"});
  folder_.write("forge.json", "{}");
  test::Command command;
  command.words = {"python3", (std::filesystem::path(TARIFF_SOURCE_DIR) / "tests/support/forge.py").string(),
                   (folder_ / "forge.json").string(), (folder_ / "port").string()};
  server_ = std::make_unique<test::BackgroundProcess>(command, folder_ / "forge.log");
  while (!std::filesystem::exists(folder_ / "port")) {
    if (!server_->is_running())
      throw std::runtime_error("the forge did not start: " + test::read_file(folder_ / "forge.log"));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  port_ = test::read_file(folder_ / "port");
}

Pipeline::~Pipeline() = default;

std::filesystem::path Pipeline::checkout(const std::string& revision) const {
  const auto folder = folder_ / ("clone-" + std::to_string(++clones_));
  git({"clone", "--quiet", (folder_ / "remote.git").string(), folder.string()});
  git({"-C", folder.string(), "checkout", "--quiet", "--detach", revision});
  return folder;
}

Ending Pipeline::run_script(const std::filesystem::path& folder, const Words& words,
                            const std::map<std::string, std::string>& forge) const {
  test::Command command = story_.command({});
  command.words = words;
  command.words[0] = (folder / ".tariff" / words[0]).string();
  command.folder = folder;
  command.environment["PATH"] = path_of_programs();
  for (const auto& [name, value] : forge) command.environment[name] = value;
  const auto end = test::run(command);
  CHECK_FALSE(end.timed_out);
  for (const auto& [name, value] : command.environment)
    if (contains(name, "PASSWORD") || contains(name, "_KEY") || contains(name, "TOKEN"))
      CHECK_FALSE(contains(end.out + end.err, value));
  return end;
}

Ending Pipeline::job(const std::filesystem::path& folder, const Words& words) const {
  return run_script(folder, words,
                    {{"GITHUB_ACTIONS", "true"},
                     {"GITHUB_STEP_SUMMARY", (folder_ / "summary.md").string()},
                     {"GITHUB_API_URL", "http://127.0.0.1:" + port_},
                     {"GITHUB_REPOSITORY", "o/r"},
                     {"GITHUB_TOKEN", "test-token"},
                     {"TARIFF_REQUEST", "12"}});
}

Ending Pipeline::gitlab_job(const std::filesystem::path& folder, const Words& words) const {
  return run_script(folder, words,
                    {{"CI_API_V4_URL", "http://127.0.0.1:" + port_},
                     {"CI_PROJECT_ID", "3"},
                     {"CI_MERGE_REQUEST_IID", "12"},
                     {"TARIFF_GITLAB_TOKEN", "test-token"}});
}

Ending Pipeline::fork_job(const std::filesystem::path& folder, const Words& words) const {
  test::Command command;
  command.words = words;
  command.words[0] = (folder / ".tariff" / words[0]).string();
  command.folder = folder;
  command.environment = {{"PATH", path_of_programs()}, {"TARIFF_KSC_PASSWORD", "canary-of-a-fork"}};
  return test::run(command);
}

Ending Pipeline::request(const std::string& branch) const {
  git({"push", "--quiet", "--force", "origin", branch});
  const auto folder = checkout("origin/main");
  const std::string place = folder.string();
  git({"-C", place, "merge", "--quiet", "--no-ff", "-m", "Merge", "origin/" + branch});
  const auto made = job(folder, {"request", "origin/main", out().string()});
  if (std::filesystem::exists(out() / "comment.md")) {
    const auto said = job(folder, {"forge", "comment", (out() / "comment.md").string()});
    CHECK_MESSAGE(said.exit_code == 0, said.err);
    keep_artifact(git({"rev-parse", branch}));
  }
  return made;
}

Ending Pipeline::merge(const std::string& head) const {
  git({"push", "--quiet", "origin", "main"});
  const std::string commit = git({"rev-parse", "main"});
  say_merged(commit, head);
  const auto folder = checkout("origin/main");
  const std::string plan = (out() / "reviewed.json").string();
  std::filesystem::remove(plan);
  const auto found = job(folder, {"forge", "reviewed", commit, plan});
  CHECK_MESSAGE(found.exit_code == 0, found.err);
  return job(folder, {"merge", plan});
}

Json Pipeline::forge() const { return json_of(test::read_file(folder_ / "forge.json")); }

void Pipeline::in_forge(const std::string& deed) const {
  const std::string path = (folder_ / "forge.json").string();
  python({"-c",
          "import json,sys,io,base64,zipfile\nstate=json.load(open(sys.argv[1]))\n" + deed +
              "\njson.dump(state,open(sys.argv[1],'w'))\n",
          path});
}

void Pipeline::keep_artifact(const std::string& head) const {
  in_forge(
      "data=io.BytesIO()\nwith zipfile.ZipFile(data,'w') as z: z.write('" + (out() / "plan.json").string() +
      "','plan.json')\nlist_=state.setdefault('artifacts',[])\nn=len(list_)\n"
      "list_.append({'id':n,'name':'tariff-plan-" +
      head + "','expired':False,'created_at':'2026-11-22T10:00:%02dZ'%n,'workflow_run':{'head_sha':'" + head +
      "','repository_id':1,'head_repository_id':1},'zip':base64.b64encode(data.getvalue()).decode()})");
}

void Pipeline::say_merged(const std::string& commit, const std::string& head) const {
  in_forge("state.setdefault('pulls',{})['" + commit +
           "']=[{'merged_at':'2026-11-22T11:00:00Z','merge_commit_sha':'" + commit + "','head':{'sha':'" +
           head + "'}}]");
}

}  // namespace tariff::e2e
