#include "app/doctor.hpp"

#include <algorithm>
#include <chrono>

#include <doctest/doctest.h>

#include "support/fake_ledger.hpp"
#include "support/tiny_world.hpp"
#include "unit/app/observed_ports.hpp"

namespace tariff::app {
namespace {

using std::chrono::days;
using std::chrono::seconds;

const Instant now = tiny::an_observed().now;

/// A service that shows these facts.
struct FakePeer final : ServicePeer {
  ServiceFacts facts{"https://service.example:443", true, true, now + days(200), now, now, now, {}};
  ServiceFacts look() override { return facts; }
};

/// Tigerpaw, where some reads are refused.
struct StrictTigerpaw final : TigerpawReader {
  explicit StrictTigerpaw(const Observed& observed) : open(observed) {}
  ObservedTigerpaw open;
  bool items_refused = false;
  bool references_refused = false;
  Error no{ErrorKind::refused, "Tigerpaw answered with status 403.", "Give the rep the right."};

  Result<std::vector<PriceLevel>> price_levels() override { return open.price_levels(); }
  Result<std::vector<ExternalProduct>> external_products() override { return open.external_products(); }
  Result<std::vector<AccountSummary>> accounts() override { return open.accounts(); }
  Result<std::vector<ItemSummary>> items() override {
    if (items_refused) return no;
    return open.items();
  }
  Result<Account> account(AccountNumber number) override { return open.account(number); }
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override {
    return open.agreements_of(number);
  }
  Result<Agreement> agreement(AgreementNumber number) override { return open.agreement(number); }
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override { return open.charges(number); }
  Result<PriceBookItem> item(const ItemId& id) override { return open.item(id); }
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override {
    if (references_refused) return no;
    return open.cross_references(number);
  }
  std::size_t parallel_max() const override { return 2; }
};

struct World {
  Desired desired = tiny::a_desired();
  Observed observed = tiny::an_observed();
  FakePeer peer;
};

const CheckLine& line_of(const CheckLines& lines, const std::string& id) {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.id == id; });
  if (found == lines.end()) FAIL("no line " << id);
  return *found;
}

/// The states of all lines with the ids before them: "kaspersky-clock ok".
std::string states_of(const CheckLines& lines) {
  const char* names[] = {"ok", "warning", "failed", "not tried", "assumed"};
  std::string out;
  for (const auto& line : lines) out += line.id + " " + names[static_cast<int>(line.state)] + "\n";
  return out;
}

CheckedSource checked(World& world, const std::string& name = "") {
  ObservedSource source(world.observed);
  return check_source({name, source, &world.peer});
}

CheckLine of_source(World& world, const std::string& id) { return line_of(checked(world).lines, id); }

LedgerToCheck ledger_with(const LedgerState& state,
                          const std::string& url = "sqlite:/var/lib/tariff/ledger.db") {
  LedgerSnapshot snapshot{LedgerId("l-8f3k2m"), state, {7, std::string(64, 'a')}};
  return {url, std::optional<LedgerSnapshot>(snapshot), false, now};
}

}  // namespace

TEST_CASE("a source that answers, is trusted, tells the time and lists tenants is all right") {
  World world;
  CHECK(states_of(checked(world).lines) ==
        "kaspersky-connection ok\nkaspersky-certificate ok\nkaspersky-clock ok\nkaspersky-sign-in ok\n");
  CHECK(of_source(world, "kaspersky-sign-in").found == "The sign-in is good; tenants listed: 1.");
  CHECK(of_source(world, "kaspersky-certificate").found ==
        "It is trusted by its pin and ends at 2027-06-10T10:00:00Z, in 200 days.");
  CHECK(checked(world, "west").lines.front().subject == "west");
}

TEST_CASE("a certificate is told under 30 days from its end, and a pinned one that has ended") {
  World world;
  world.peer.facts.certificate_ends = now + days(30);
  CHECK(of_source(world, "kaspersky-certificate").state == CheckState::ok);
  world.peer.facts.certificate_ends = now + days(30) - seconds(1);
  CHECK(of_source(world, "kaspersky-certificate").state == CheckState::warning);
  world.peer.facts.certificate_ends = now;
  const auto ended = of_source(world, "kaspersky-certificate");
  CHECK(ended.state == CheckState::warning);
  CHECK(ended.found == "It ended at 2026-11-22T10:00:00Z, and is still trusted by its pin.");
}

TEST_CASE(
    "a certificate that is not trusted fails as a fault of the configuration; nothing behind it is tried") {
  World world;
  world.peer.facts.failure = Error{ErrorKind::refused, "It is not trusted: expired.", "Renew it."};
  const auto lines = checked(world).lines;
  CHECK(states_of(lines) ==
        "kaspersky-connection not tried\nkaspersky-certificate failed\n"
        "kaspersky-clock not tried\nkaspersky-sign-in not tried\n");
  CHECK(exit_of({"", {}, lines}) == plan::Exit::invalid);
}

TEST_CASE("a service that does not answer is unread") {
  World world;
  world.peer.facts.failure = Error{ErrorKind::unavailable, "It does not accept connections.", ""};
  world.peer.facts.certificate_ends.reset();
  const auto lines = checked(world).lines;
  CHECK(states_of(lines) ==
        "kaspersky-connection failed\nkaspersky-certificate not tried\n"
        "kaspersky-clock not tried\nkaspersky-sign-in not tried\n");
  CHECK(exit_of({"", {}, lines}) == plan::Exit::unread);
}

TEST_CASE("plain HTTP on loopback has no certificate") {
  World world;
  world.peer.facts.is_encrypted = false;
  CHECK(of_source(world, "kaspersky-certificate").found == "Plain HTTP on loopback: there is none.");
}

TEST_CASE("a clock is told over 60 seconds apart and fails over 300, ahead or behind") {
  World world;
  const auto state_at = [&](int apart) {
    world.peer.facts.server_time = now + seconds(apart);
    return of_source(world, "kaspersky-clock").state;
  };
  CHECK(state_at(60) == CheckState::ok);
  CHECK(state_at(61) == CheckState::warning);
  CHECK(state_at(-300) == CheckState::warning);
  CHECK(state_at(-301) == CheckState::failed);
  CHECK(of_source(world, "kaspersky-clock").found == "The service's clock is 301 s behind this machine's.");
  CHECK(of_source(world, "kaspersky-clock").fault == ErrorKind::invalid);
}

TEST_CASE("the time that an answer took is no skew") {
  World world;
  world.peer.facts.answered = now + seconds(400);
  world.peer.facts.server_time = now + seconds(200);
  CHECK(of_source(world, "kaspersky-clock").found == "The service's clock and this machine's are 0 s apart.");
}

TEST_CASE("a service without a Date is compared by hand") {
  World world;
  world.peer.facts.server_time.reset();
  CHECK(of_source(world, "kaspersky-clock").state == CheckState::not_tried);
}

TEST_CASE("a sign-in that lists nobody is told") {
  World world;
  world.observed.tenants.clear();
  CHECK(of_source(world, "kaspersky-sign-in").state == CheckState::warning);
}

TEST_CASE("each read that a plan needs has a line, and the one that is refused is told by name") {
  World world;
  StrictTigerpaw tigerpaw(world.observed);
  tigerpaw.items_refused = true;
  const auto lines = check_tigerpaw(tigerpaw, world.peer, &world.desired).lines;
  CHECK(states_of(lines) ==
        "tigerpaw-connection ok\ntigerpaw-certificate ok\ntigerpaw-clock ok\ntigerpaw-price-levels ok\n"
        "tigerpaw-external-products ok\ntigerpaw-accounts ok\ntigerpaw-items failed\ntigerpaw-account ok\n"
        "tigerpaw-agreements ok\ntigerpaw-charges ok\ntigerpaw-cross-references ok\n");
  CHECK(line_of(lines, "tigerpaw-items").advice == "Give the rep the right.");
  CHECK(exit_of({"", {}, lines}) == plan::Exit::invalid);
}

TEST_CASE("without a file the first account is read, and without an account nothing of one") {
  World world;
  StrictTigerpaw tigerpaw(world.observed);
  CHECK(line_of(check_tigerpaw(tigerpaw, world.peer, nullptr).lines, "tigerpaw-charges").state ==
        CheckState::ok);
  world.observed.account_list.clear();
  CHECK(line_of(check_tigerpaw(tigerpaw, world.peer, nullptr).lines, "tigerpaw-charges").state ==
        CheckState::not_tried);
}

TEST_CASE("without a connection to Tigerpaw every read is told as not tried") {
  World world;
  StrictTigerpaw tigerpaw(world.observed);
  world.peer.facts.failure = Error{ErrorKind::unavailable, "It does not accept connections.", ""};
  const auto found = check_tigerpaw(tigerpaw, world.peer, &world.desired);
  CHECK(found.lines.size() == 11);
  CHECK_FALSE(found.products.has_value());
  CHECK(line_of(found.lines, "tigerpaw-charges").state == CheckState::not_tried);
}

TEST_CASE("a list of exactly a page's size may be cut") {
  CHECK(check_list_sizes({{"accounts", 101}, {"items", 3}}).state == CheckState::ok);
  const auto line = check_list_sizes({{"accounts", 100}, {"items", 3}});
  CHECK(line.state == CheckState::warning);
  CHECK(line.found == "These lists have exactly the size of a page and may be cut: accounts 100.");
  CHECK(check_list_sizes({}).state == CheckState::not_tried);
}

TEST_CASE("the External Product must be there and active where the file bills") {
  World world;
  ObservedTigerpaw tigerpaw(world.observed);
  auto products = world.observed.external_products;
  const auto line = [&] {
    return check_external_product(tigerpaw, world.desired, products, world.observed.tenants).front();
  };
  CHECK(line().state == CheckState::ok);
  products.front().active = false;
  CHECK(line().state == CheckState::failed);
  products.clear();
  CHECK(line().fault == ErrorKind::invalid);
  world.desired.mappings.front().billing = Billing::observe;
  CHECK(line().state == CheckState::warning);
}

TEST_CASE("cross-references are counted, and one that names another tenant is told") {
  World world;
  tiny::add_customer(world.desired, world.observed, 1);
  tiny::add_customer(world.desired, world.observed, 2);
  tiny::account_of(world.observed, 10012).cross_references.clear();
  StrictTigerpaw tigerpaw(world.observed);
  const auto line = [&] {
    return line_of(check_external_product(tigerpaw, world.desired, world.observed.external_products,
                                          world.observed.tenants),
                   "cross-references");
  };
  CHECK(line().state == CheckState::ok);
  CHECK(line().found.starts_with("2 of 3 mapped accounts are cross-referenced to \"Kaspersky\"."));
  tiny::account_of(world.observed, 10011).cross_references.front().external_id = "uid-contoso";
  CHECK(line().state == CheckState::warning);
  CHECK(line().found.ends_with("named by account 10011 as \"Contoso\"."));
  tigerpaw.references_refused = true;
  CHECK(line().fault == ErrorKind::invalid);
}

TEST_CASE("the ledger is told with its place, without a secret, and its last run") {
  World world;
  const auto lines = check_ledger(
      ledger_with(tiny::a_ledger(), "postgresql://ann:secret@db/tariff?password=secret"), &world.desired);
  CHECK(line_of(lines, "ledger").found ==
        "The ledger l-8f3k2m at postgresql://db/tariff can be read; entries: 7.");
  for (const auto& line : lines) CHECK(line.found.find("secret") == std::string::npos);
  CHECK(line_of(lines, "ledger-lease").state == CheckState::ok);
}

TEST_CASE("another ledger than the file's is refused") {
  World world;
  world.desired.ledger = LedgerId("l-other");
  const auto lines = check_ledger(ledger_with({}), &world.desired);
  CHECK(line_of(lines, "ledger-identity").fault == ErrorKind::refused);
  CHECK(exit_of({"", {}, lines}) == plan::Exit::refused);
}

TEST_CASE("a run that is applying is told") {
  LedgerState state;
  state.lease = Lease{RunId("r-1"), "ann on build-7", now, now, seconds(900)};
  CHECK(line_of(check_ledger(ledger_with(state), nullptr), "ledger-lease").state == CheckState::warning);
}

TEST_CASE("a ledger that is not made yet is a warning, unless the file names one") {
  World world;
  world.desired.ledger.reset();
  LedgerToCheck ledger = ledger_with({});
  ledger.snapshot = std::optional<LedgerSnapshot>{};
  CHECK(states_of(check_ledger(ledger, &world.desired)) == "ledger warning\n");
  world.desired.ledger = LedgerId("l-8f3k2m");
  CHECK(states_of(check_ledger(ledger, &world.desired)) == "ledger warning\nledger-identity failed\n");
  ledger.url.clear();
  CHECK(states_of(check_ledger(ledger, &world.desired)) == "ledger warning\n");
  world.desired.mappings.front().billing = Billing::observe;
  CHECK(states_of(check_ledger(ledger, &world.desired)) == "ledger ok\n");
}

TEST_CASE("a damaged ledger is refused, one that cannot be reached is unread") {
  LedgerToCheck ledger = ledger_with({});
  ledger.snapshot = Error{ErrorKind::refused, "Entry 3 is damaged.", ""};
  CHECK(exit_of({"", {}, check_ledger(ledger, nullptr)}) == plan::Exit::refused);
  ledger.snapshot = Error{ErrorKind::unavailable, "The server does not answer.", ""};
  CHECK(exit_of({"", {}, check_ledger(ledger, nullptr)}) == plan::Exit::unread);
}

TEST_CASE("a writer without its SOAP user is told, and quantity 0 is not tried by itself") {
  TigerpawConnection connection;
  CHECK(states_of(check_writer(connection)) == "writer warning\nquantity-zero not tried\n");
  connection.soap_user = Secret("user");
  connection.soap_password = Secret("password");
  CHECK(states_of(check_writer(connection)) == "writer ok\nquantity-zero not tried\n");
  connection.writer = WriterKind::none;
  CHECK(check_writer(connection).front().found.starts_with("writer = \"none\""));
}

TEST_CASE("what is assumed, and what should be looked at, changes no exit code") {
  CheckLines lines = assumed_lines();
  CHECK_FALSE(lines.empty());
  lines.push_back({"kaspersky-clock", "", CheckState::warning, "", "", {}});
  CHECK(exit_of({"", {}, lines}) == plan::Exit::ok);
}

TEST_CASE("the gravest line decides the exit code") {
  const auto failed = [](ErrorKind kind) { return CheckLine{"x", "", CheckState::failed, "", "", kind}; };
  CHECK(exit_of({"", {}, {failed(ErrorKind::invalid), failed(ErrorKind::refused)}}) == plan::Exit::refused);
  CHECK(exit_of({"", {}, {failed(ErrorKind::unavailable), failed(ErrorKind::refused)}}) ==
        plan::Exit::unread);
  CHECK(exit_of({"", {}, {failed(ErrorKind::outcome_unknown), failed(ErrorKind::unavailable)}}) ==
        plan::Exit::unknown);
}

}  // namespace tariff::app
