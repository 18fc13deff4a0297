#include "snapshot/snapshot.hpp"

#include <doctest/doctest.h>

#include "support/ledger_promises.hpp"
#include "support/schema_check.hpp"
#include "support/tiny_world.hpp"
#include "text/crypto.hpp"
#include "text/time.hpp"

namespace tariff::snapshot {
namespace {

const Instant noon = *read_instant("2026-11-22T12:00:00Z");

/// Every member has another value than an empty one has, names that are hard to write down among them.
Observed full() {
  Observed out = tiny::an_observed();
  out.tenants.front().enabled = false;
  out.tenants.front().name = "\xE2\x80\xAE evil \"\\\n";
  auto& usage = out.usage.begin()->second.value();
  usage.devices.push_back({DeviceId("d-server"), "SRV", Category::server});
  usage.devices.push_back({DeviceId("d-other"), "NAS", Category::other});
  usage.licences.push_back({LicenceSerial("s"), "Select", noon, {0, 2}, 50, 2200, "KL4867"});
  usage.lapsed.push_back({LicenceSerial("old"), "Old", noon, 7, 2201, "KL1"});
  usage.notes = {"The server's own figure differs."};
  out.usage.insert_or_assign(TenantId(4), Error{ErrorKind::unavailable, "Not read.", "Again."});
  out.external_products.push_back({ExternalProductId(6), "Other", false});
  auto& account = tiny::account_of(out);
  account.parent = AccountNumber(1);
  account.default_level = PriceLevelId(2);
  account.default_level_name = "Gold";
  account.credit_hold = account.bills_parent = true;
  account.cross_references = {{CrossReferenceId(1), ExternalProductId(5), "Kaspersky", "contoso"}};
  out.accounts.insert_or_assign(AccountNumber(2), Error{ErrorKind::not_found, "No such account.", ""});
  out.agreements_of.insert_or_assign(AccountNumber(2), Error{ErrorKind::refused, "No rights.", "Ask."});
  auto& line = tiny::add_line(out, 9, "KES-SELECT", 7);
  line.print_when_zero = line.delete_after_invoicing = line.use_flat_price = true;
  line.price = tiny::money("3.7525");
  auto& agreement = tiny::agreement_of(out);
  agreement.summary.start = *read_day("2026-01-01");
  agreement.summary.end = *read_day("2027-12-31");
  agreement.last_billed = "2026-10-31";
  agreement.next_period = "November";
  agreement.day_to_bill = 31;
  tiny::item_of(out, "KES-SELECT").prices.begin()->second.flat_price = tiny::money("-1.5");
  tiny::item_of(out, "KES-SELECT").active = false;
  out.items.insert_or_assign(ItemId("A"), Error{ErrorKind::invalid, "x", "y"});
  return out;
}

Snapshot a_snapshot() {
  Snapshot out;
  out.program = "tariff 1 (abc)";
  out.installation = InstallationId("k7q2m9d4xw");
  out.taken = noon;
  out.settings = {"Europe/Berlin", std::chrono::minutes(10), true, true, true};
  LedgerSnapshot ledger{LedgerId("l-8f3k2m"), {}, {24, std::string(64, 'b')}, "an older head"};
  auto events = test::one_of_each();
  events.resize(events.size() - 3);
  ledger.state = fold(events);
  out.ledger = ledger;
  out.observed = full();
  return out;
}

/// The document after a change, with the digest that belongs to it.
std::string forged(std::string text, const std::string& from, const std::string& to) {
  const auto start = text.find(from);
  REQUIRE(start != std::string::npos);
  text.replace(start, from.size(), to);
  const auto end = text.rfind(",\n\"document_digest\"");
  text.resize(end);
  return text + ",\n\"document_digest\":\"" + sha256_hex(text) + "\"\n}\n";
}

std::string trouble(const std::string& text) {
  const auto found = read(text);
  return found ? "" : std::string(kind_name(found.error().kind)) + ": " + found.error().message;
}

TEST_CASE("a snapshot reads back as it was written, and writes the same bytes again") {
  const auto document = write(a_snapshot());
  const auto kept = read(document.text);
  REQUIRE_MESSAGE(kept.has_value(), (kept ? "" : kept.error().message));
  CHECK(kept->digest == document.digest);
  CHECK(write(kept->snapshot).text == document.text);
  CHECK(kept->snapshot.settings == a_snapshot().settings);
  CHECK(kept->snapshot.taken == noon);
  REQUIRE(kept->snapshot.ledger.has_value());
  CHECK(kept->snapshot.ledger->state == a_snapshot().ledger->state);
  CHECK(kept->snapshot.ledger->discontinuity == "an older head");
  const Observed& observed = kept->snapshot.observed;
  const Observed before = full();
  CHECK(observed.tenants == before.tenants);
  CHECK(observed.agreements.at(AgreementNumber(50001)).value() ==
        before.agreements.at(AgreementNumber(50001)).value());
  CHECK(observed.accounts.at(AccountNumber(10010)).value() ==
        before.accounts.at(AccountNumber(10010)).value());
  CHECK(observed.accounts.at(AccountNumber(2)).error() == before.accounts.at(AccountNumber(2)).error());
  CHECK(observed.items.at(ItemId("KES-SELECT")).value() == before.items.at(ItemId("KES-SELECT")).value());
  CHECK(observed.usage.at(TenantId(3)).value().licences == before.usage.at(TenantId(3)).value().licences);
}

TEST_CASE("without a ledger there is none, and the document is what the schema says") {
  Snapshot bare = a_snapshot();
  bare.ledger.reset();
  const auto document = write(bare);
  const auto kept = read(document.text);
  REQUIRE(kept.has_value());
  CHECK_FALSE(kept->snapshot.ledger.has_value());
  for (const auto& text : {document.text, write(a_snapshot()).text, write(Snapshot{}).text})
    CHECK(test::schema_errors(schema(), text) == std::vector<std::string>{});
}

TEST_CASE("a document that was edited, cut or is something else is refused") {
  const std::string text = write(a_snapshot()).text;
  std::string edited = text;
  edited.replace(edited.find("\"Gold\""), 6, "\"gold\"");
  CHECK(trouble(edited) ==
        "invalid: The snapshot cannot be used: it is not as it was written; somebody edited, cut or "
        "reformatted it.");
  CHECK(trouble(text + " ").starts_with("invalid: "));
  CHECK(trouble(text.substr(0, text.size() / 2)).starts_with("invalid: "));
  CHECK(trouble("").starts_with("invalid: "));
  CHECK(trouble("{}").starts_with("invalid: "));
  CHECK(trouble(forged(text, "\"format_version\":1", "\"format_version\":2")) ==
        "invalid: The snapshot cannot be used: another version of tariff took it.");
}

TEST_CASE("values that no snapshot has are refused with their place, whatever digest they bear") {
  const std::string text = write(a_snapshot()).text;
  for (const auto& edit : std::vector<std::pair<std::string, std::string>>{
           {"\"kind\":\"unavailable\"", "\"kind\":\"weather\""},
           {"\"category\":\"server\"", "\"category\":\"toaster\""},
           {"\"devices\":[0,2]", "\"devices\":[0,99]"},
           {"\"devices\":[0,2]", "\"devices\":[2,0]"},
           {"\"devices\":[0,2]", "\"devices\":[-1]"},
           {"\"devices\":[0,2]", "\"devices\":[\"0\"]"},
           {"\"price\":\"3.7525\"", "\"price\":3.7525"},
           {"\"quantity\":7", "\"quantity\":7.5"},
           {"\"start\":\"2026-01-01\"", "\"start\":\"soon\""},
           {"\"taken\":\"2026-11-22T12:00:00Z\"", "\"taken\":\"now\""},
           {"\"checkpoint\":\"", "\"checkpoint\":\"0"}}) {
    CAPTURE(edit.first);
    CAPTURE(edit.second);
    CHECK(
        trouble(forged(text, edit.first, edit.second)).starts_with("invalid: The snapshot cannot be used: "));
  }
}

}  // namespace
}  // namespace tariff::snapshot
