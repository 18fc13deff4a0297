#include "ledger/log.hpp"

#include <string>

#include <doctest/doctest.h>

#include "support/ledger_promises.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff {
namespace {

/// Every kind of event, folded; the last ones leave nothing behind, so the states on the way count too.
LedgerSnapshot snapshot_after(std::size_t events) {
  LogFold fold({LedgerId("l-8f3k2m"), {}, empty_head(), ""});
  const auto all = test::one_of_each();
  for (std::size_t i = 0; i < events; ++i)
    REQUIRE(fold.take(next_entry(fold.snapshot().head, all[i])).has_value());
  return fold.snapshot();
}

}  // namespace

TEST_CASE("a checkpoint gives back the state and the head that it was made of, after every event") {
  for (std::size_t events = 0; events <= test::one_of_each().size(); ++events) {
    CAPTURE(events);
    const auto snapshot = snapshot_after(events);
    const auto read = read_checkpoint(checkpoint_text(snapshot));
    REQUIRE(read.has_value());
    CHECK(read->id == snapshot.id);
    CHECK(read->head == snapshot.head);
    CHECK(read->state == snapshot.state);
  }
}

TEST_CASE("a checkpoint of a version that did not keep the highest count of suspect days is read, too") {
  LedgerSnapshot snapshot = snapshot_after(4);
  snapshot.state.charges[{AgreementNumber(1), ItemId("A")}].suspect =
      SuspectCount{2, *read_day("2026-11-22"), 7};
  std::string body = checkpoint_text(snapshot).substr(65);
  const std::string member = ",\"highest\":7";
  REQUIRE(body.find(member) != std::string::npos);
  body.erase(body.find(member), member.size());
  body.pop_back();
  const auto read = read_checkpoint(sha256_hex(body) + " " + body + "\n");
  REQUIRE(read.has_value());
  CHECK(read->state.charges.at({AgreementNumber(1), ItemId("A")}).suspect ==
        SuspectCount{2, *read_day("2026-11-22"), 0});
}

TEST_CASE("a checkpoint with one character changed, cut or added is refused") {
  const std::string text = checkpoint_text(snapshot_after(9));
  for (std::size_t at = 0; at < text.size(); at += 7) {
    std::string changed = text;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    CAPTURE(at);
    CHECK_FALSE(read_checkpoint(changed).has_value());
  }
  CHECK_FALSE(read_checkpoint(text.substr(0, text.size() / 2)).has_value());
  CHECK_FALSE(read_checkpoint("").has_value());
  CHECK_FALSE(read_checkpoint(text + "x").has_value());
}

TEST_CASE("a log that goes on behind a checkpoint is checked against it") {
  const auto start = snapshot_after(4);
  const auto all = test::one_of_each();
  LogFold fold(start);
  CHECK(fold.take(next_entry(start.head, all[4])).has_value());
  CHECK(fold.snapshot().state == snapshot_after(5).state);
  LogFold other(start);
  CHECK(other.take(next_entry(empty_head(), all[0])).error().message.find("entry 5") != std::string::npos);
  LogFold changed(start);
  auto entry = next_entry(start.head, all[4]);
  entry.hash[0] = entry.hash[0] == '0' ? '1' : '0';
  CHECK_FALSE(changed.take(entry).has_value());
}

}  // namespace tariff
