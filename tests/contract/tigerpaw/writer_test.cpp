#include <algorithm>

#include "config/writer_profile.hpp"
#include "contract/tigerpaw/running_tigerpaw.hpp"
#include "support/other_profile.hpp"

namespace tariff {
namespace {

using testing::RunningTigerpaw;
using testing::writer_of;

Money money(const char* text) { return Money::parse(text).value(); }

/// The profiles for which every promise of the writer holds.
struct BuiltIn {
  static WriterProfile profile() { return {}; }
};
struct Other {
  static WriterProfile profile() {
    auto parsed = config::parse_writer_profile(test::other_profile, "other.toml");
    REQUIRE(parsed.problems.empty());
    return std::move(parsed.profile);
  }
};

CreateLine a_line(const char* item = "KES-WKS") {
  return {ItemId(item), "Endpoint <Security> & more", PriceLevelId(2), money("3.0000")};
}

TEST_CASE_TEMPLATE("a create makes one empty line that does not print and does not vanish", Spoken, BuiltIn,
                   Other) {
  RunningTigerpaw tigerpaw(Spoken::profile());
  const auto answer = writer_of(tigerpaw.connection())->create(AgreementNumber(12345), a_line());
  CHECK(answer.kind == WriteClass::done);
  CHECK(answer.detail == DetailId(9001));
  const auto charges = tigerpaw.charges();
  REQUIRE(charges.size() == 2);
  CHECK(charges[1].item_id == "KES-WKS");
  CHECK(charges[1].description == "Endpoint <Security> & more");
  CHECK(charges[1].quantity == 0);
  CHECK(money(charges[1].price.c_str()) == money("3"));
  CHECK(charges[1].level == 2);
  CHECK(charges[1].source_description == "Kaspersky");
  CHECK_FALSE(charges[1].print_when_zero);
  CHECK_FALSE(charges[1].delete_after_invoicing);
  CHECK_FALSE(charges[1].use_flat_price);
  CHECK(tigerpaw.requests() == 1);
}

TEST_CASE_TEMPLATE("a create without a text takes the item's own description", Spoken, BuiltIn, Other) {
  RunningTigerpaw tigerpaw(Spoken::profile());
  auto line = a_line();
  line.description.clear();
  CHECK(writer_of(tigerpaw.connection())->create(AgreementNumber(12345), line).kind == WriteClass::done);
  const auto charges = tigerpaw.charges();
  REQUIRE(charges.size() == 2);
  const auto items = tigerpaw.world().items;
  const auto item = std::find_if(items.begin(), items.end(), [](const auto& i) { return i.id == "KES-WKS"; });
  REQUIRE(item != items.end());
  CHECK(charges[1].description == item->description);
  CHECK_FALSE(charges[1].description.empty());
}

TEST_CASE_TEMPLATE("a set changes quantity, price and level of one line, absolutely", Spoken, BuiltIn,
                   Other) {
  RunningTigerpaw tigerpaw(Spoken::profile());
  const auto writer = writer_of(tigerpaw.connection());
  const SetLine line{DetailId(8001), ItemId("KES-SRV"), 19, PriceLevelId(1), money("0.0375")};
  CHECK(writer->set(AgreementNumber(12345), line).kind == WriteClass::done);
  CHECK(writer->set(AgreementNumber(12345), line).kind == WriteClass::done);
  const auto charges = tigerpaw.charges();
  REQUIRE(charges.size() == 1);
  CHECK(charges[0].quantity == 19);
  CHECK(charges[0].price == "0.0375");
  CHECK(charges[0].level == 1);
  CHECK(charges[0].description == "By hand");
}

TEST_CASE_TEMPLATE("a link is made once and opens the guard", Spoken, BuiltIn, Other) {
  RunningTigerpaw tigerpaw(Spoken::profile());
  const auto writer = writer_of(tigerpaw.connection());
  const auto guarded = writer->create(AgreementNumber(22222), a_line());
  CHECK(guarded.kind == WriteClass::refused);
  CHECK(guarded.message.find("cross-referenced") != std::string::npos);
  CHECK(writer->link(AccountNumber(1050), ExternalProductId(31), "Kaspersky", "uid-f").kind ==
        WriteClass::done);
  const auto links = tigerpaw.world().accounts[1].cross_references;
  REQUIRE(links.size() == 1);
  CHECK(links[0].external_id == "uid-f");
  CHECK(writer->create(AgreementNumber(22222), a_line()).kind == WriteClass::done);
}

TEST_CASE_TEMPLATE("what Tigerpaw refuses is refused in its words and changes nothing", Spoken, BuiltIn,
                   Other) {
  RunningTigerpaw tigerpaw(Spoken::profile());
  const auto writer = writer_of(tigerpaw.connection());
  CHECK(writer->create(AgreementNumber(12345), a_line("NO-SUCH")).kind == WriteClass::refused);
  CHECK(writer->create(AgreementNumber(99), a_line()).kind == WriteClass::refused);
  CHECK(writer->set(AgreementNumber(12345), {DetailId(1), ItemId("KES-SRV"), 1, PriceLevelId(2), money("1")})
            .kind == WriteClass::refused);
  CHECK(writer->link(AccountNumber(105), ExternalProductId(32), "Old product", "x").kind ==
        WriteClass::refused);
  CHECK(writer->link(AccountNumber(9), ExternalProductId(31), "Kaspersky", "x").kind == WriteClass::refused);
  CHECK(tigerpaw.changes() == 0);
}

TEST_CASE_TEMPLATE("wrong keys stop links, and a wrong SOAP password proves nothing about a charge", Spoken,
                   BuiltIn, Other) {
  RunningTigerpaw tigerpaw(Spoken::profile());
  auto connection = tigerpaw.connection();
  connection.private_key = Secret("another");
  connection.soap_password = Secret("other words");
  const auto writer = writer_of(connection);
  CHECK(writer->link(AccountNumber(105), ExternalProductId(31), "Kaspersky", "x").kind ==
        WriteClass::unauthorized);
  const auto answer = writer->create(AgreementNumber(12345), a_line());
  CHECK(answer.kind == WriteClass::unknown);
  CHECK(answer.message.find("other words") == std::string::npos);
  CHECK(tigerpaw.changes() == 0);
}

TEST_CASE_TEMPLATE("text that cannot be carried unchanged is refused before anything is sent", Spoken,
                   BuiltIn, Other) {
  RunningTigerpaw tigerpaw(Spoken::profile());
  const auto writer = writer_of(tigerpaw.connection());
  CHECK(writer->create(AgreementNumber(12345), a_line("KES\x1b")).kind == WriteClass::refused);
  CHECK(writer->link(AccountNumber(105), ExternalProductId(31), "Kaspersky", "\xff").kind ==
        WriteClass::refused);
  CHECK(tigerpaw.requests() == 0);
}

TEST_CASE("a service that speaks another profile changes nothing, and the outcome is unknown") {
  for (const auto& [ours, theirs] :
       {std::pair{BuiltIn::profile(), Other::profile()}, std::pair{Other::profile(), BuiltIn::profile()}}) {
    RunningTigerpaw tigerpaw(theirs);
    auto connection = tigerpaw.connection();
    connection.writer_profile = ours;
    const auto answer = writer_of(connection)->create(AgreementNumber(12345), a_line());
    CHECK(answer.kind == WriteClass::unknown);
    CHECK(answer.message.find("The request was not understood: There is no element ") != std::string::npos);
    CHECK(tigerpaw.changes() == 0);
    CHECK(tigerpaw.requests() == 1);
  }
}

TEST_CASE("where only the reply is spelled otherwise, the write is done once and its outcome is unknown") {
  RunningTigerpaw tigerpaw(BuiltIn::profile());
  auto connection = tigerpaw.connection();
  connection.writer_profile.result = Other::profile().result;
  CHECK(writer_of(connection)->create(AgreementNumber(12345), a_line()).kind == WriteClass::unknown);
  CHECK(tigerpaw.changes() == 1);
  CHECK(tigerpaw.requests() == 1);
  CHECK(tigerpaw.charges().size() == 2);
}

TEST_CASE("there is no writer without SOAP credentials or where none is wanted") {
  auto connection = testing::connection_to("http://127.0.0.1:1");
  const auto refused = [](const TigerpawConnection& settings) {
    const auto writer = tigerpaw::make_tigerpaw_writer(settings, [] { return testing::fixed_now; });
    REQUIRE_FALSE(writer.has_value());
    return writer.error().kind;
  };
  auto none = connection;
  none.writer = WriterKind::none;
  CHECK(refused(none) == ErrorKind::invalid);
  auto nameless = connection;
  nameless.soap_user = Secret();
  CHECK(refused(nameless) == ErrorKind::invalid);
  auto remote = connection;
  remote.url = "http://tigerpaw.example";
  CHECK(refused(remote) == ErrorKind::invalid);
}

}  // namespace
}  // namespace tariff
