#include "ledger/resume.hpp"

#include <string>

#include <doctest/doctest.h>

#include "support/ledger_promises.hpp"

namespace tariff {
namespace {

const LedgerId id("l-8f3k2m");

LedgerSnapshot a_snapshot() {
  LogFold fold({id, {}, empty_head(), ""});
  LedgerHead head = empty_head();
  for (const auto& event : test::one_of_each()) {
    const auto entry = next_entry(head, event);
    REQUIRE(fold.take(entry));
    head = {entry.sequence, entry.hash};
  }
  return fold.snapshot();
}

KeptCheckpoint kept_of(const LedgerSnapshot& snapshot) {
  return {snapshot.head.sequence, checkpoint_text(snapshot), snapshot.head.hash};
}

std::string problem_of(const KeptCheckpoint& kept, const LedgerId& ledger = id) {
  const auto resumed = resume_from(kept, ledger);
  if (resumed) return "";
  CHECK(resumed.error().kind == ErrorKind::refused);
  return resumed.error().message;
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("reading goes on behind a checkpoint that the log bears out") {
  const auto snapshot = a_snapshot();
  const auto resumed = resume_from(kept_of(snapshot), id);
  REQUIRE(resumed.has_value());
  CHECK(resumed->head == snapshot.head);
  CHECK(resumed->state == snapshot.state);
}

TEST_CASE("a checkpoint that is damaged, of another ledger or not borne out by the log is refused") {
  const auto snapshot = a_snapshot();
  auto kept = kept_of(snapshot);
  CHECK(says(problem_of(kept, LedgerId("l-other")), "of the ledger l-8f3k2m"));
  kept.hash_there = std::nullopt;
  CHECK(says(problem_of(kept), "damaged at entry 26: its checkpoint is there, and the entry is missing"));
  kept.hash_there = std::string(64, 'a');
  CHECK(says(problem_of(kept), "damaged at entry 26: its hash does not fit the checkpoint"));
  kept = kept_of(snapshot);
  kept.sequence = 18;
  CHECK(says(problem_of(kept), "of entry 26 instead"));
  kept = kept_of(snapshot);
  kept.text[80] = kept.text[80] == 'x' ? 'y' : 'x';
  CHECK(says(problem_of(kept), "checksum"));
}

TEST_CASE("a checkpoint of an empty log is none") {
  CHECK_FALSE(problem_of(kept_of({id, {}, empty_head(), ""})).empty());
}

}  // namespace tariff
