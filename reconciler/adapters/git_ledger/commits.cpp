#include "adapters/git_ledger/commits.hpp"

#include <utility>

#include "text/crypto.hpp"

namespace tariff::git_ledger {
namespace {

/// A file of a commit. Shape: more than `bytes_max` is neither read nor written.
struct File {
  const char* name;
  std::size_t bytes_max;
};
constexpr File identity_file{"ledger.json", std::size_t{64} << 10U};
constexpr File checkpoint_file{"checkpoint", std::size_t{256} << 20U};
constexpr File tail_file{"tail", std::size_t{64} << 20U};
constexpr std::size_t mark_length = 16;

Result<std::string> file_text(const ObjectStore& objects, const Files& files, const File& file) {
  const auto found = files.find(file.name);
  if (found != files.end()) return objects.text_of(found->second, file.bytes_max);
  return Error{ErrorKind::refused, std::string("The ledger's commit has no file ") + file.name + ".",
               "Check [ledger] url."};
}

Status write_file(const ObjectStore& objects, Files& files, const File& file, std::string_view text) {
  if (text.size() > file.bytes_max)
    return Error{ErrorKind::refused,
                 std::string("The ledger's file ") + file.name + " would have " +
                     std::to_string(text.size()) + " bytes; at most " + std::to_string(file.bytes_max) +
                     " are read.",
                 "Split the customers over several installations."};
  auto id = objects.write_text(text);
  if (!id) return id.error();
  files[file.name] = std::move(id).value();
  return done();
}

/// Each commit is one of a kind, even where two machines append the same at the same second: whoever finds
/// its own in the history knows that it was its own append.
std::string with_mark(const std::string& title) {
  return title + "\n\nappend " + random_token(mark_length) + "\n";
}

class Walk {
 public:
  explicit Walk(const std::function<Status(const LedgerEntry&)>& visit) : visit_(visit) {}

  Status take_tail(std::string_view tail) {
    std::int64_t last_here = 0;
    auto taken = each_line(tail, [&](const LedgerEntry& entry) {
      last_here = entry.sequence;
      return take(entry);
    });
    if (!taken || last_here >= last_.sequence) return taken;
    return ledger_damage(last_here + 1, "a later commit has lost it.");
  }

 private:
  Status take(const LedgerEntry& entry) {
    if (entry.sequence == last_.sequence && entry.hash != last_.hash)
      return ledger_damage(entry.sequence, "a later commit has changed it.");
    if (entry.sequence <= last_.sequence) return done();
    last_ = {entry.sequence, entry.hash};
    return visit_(entry);
  }

  const std::function<Status(const LedgerEntry&)>& visit_;
  LedgerHead last_ = empty_head();
};

}  // namespace

Result<LedgerId> identity_at(const ObjectStore& objects, const std::string& commit,
                             const std::string& where) {
  const auto files = objects.files_of(commit);
  if (!files) return files.error();
  const auto text = file_text(objects, *files, identity_file);
  if (text) return read_identity(*text, where);
  if (text.error().kind != ErrorKind::refused) return text.error();
  return Error{ErrorKind::refused, where + " is no ledger of tariff. " + text.error().message,
               text.error().hint};
}

Result<Known> load(const ObjectStore& objects, const std::string& commit, const std::string& where) {
  const auto id = identity_at(objects, commit, where);
  if (!id) return id.error();
  const auto files = objects.files_of(commit);
  if (!files) return files.error();
  const auto checkpoint = file_text(objects, *files, checkpoint_file);
  if (!checkpoint) return checkpoint.error();
  auto tail = file_text(objects, *files, tail_file);
  if (!tail) return tail.error();
  auto contents = read_contents(*id, *checkpoint, std::move(tail).value());
  if (!contents) return contents.error();
  return Known{commit, *files, std::move(contents).value()};
}

Result<std::string> write_first(const ObjectStore& objects, const LedgerId& id, Instant at) {
  Files files;
  const std::vector<std::pair<File, std::string>> texts{
      {identity_file, identity_text(id)},
      {checkpoint_file, checkpoint_text({id, {}, empty_head(), ""})},
      {tail_file, ""}};
  for (const auto& [file, text] : texts)
    if (auto written = write_file(objects, files, file, text); !written) return written.error();
  return objects.write_commit({files, "", with_mark("ledger " + id.value()), at});
}

Result<Written> write_next(const ObjectStore& objects, const Known& known, const NextContents& next,
                           const std::vector<Event>& events) {
  Files files = known.files;
  if (auto tail = write_file(objects, files, tail_file, next.tail); !tail) return tail.error();
  if (!next.checkpoint.empty())
    if (auto made = write_file(objects, files, checkpoint_file, next.checkpoint); !made) return made.error();
  auto commit =
      objects.write_commit({files, known.commit, with_mark(commit_title(events)), events.back().at});
  if (!commit) return commit.error();
  return Written{std::move(commit).value(), std::move(files)};
}

Status each_entry_of(const ObjectStore& objects, const std::vector<std::string>& commits,
                     const std::function<Status(const LedgerEntry&)>& visit) {
  Walk walk(visit);
  for (const auto& commit : commits) {
    const auto files = objects.files_of(commit);
    if (!files) return files.error();
    const auto tail = file_text(objects, *files, tail_file);
    if (!tail) return tail.error();
    if (auto taken = walk.take_tail(*tail); !taken) return taken;
  }
  return done();
}

}  // namespace tariff::git_ledger
