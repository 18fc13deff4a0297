#include "sandbox/security_center_session.hpp"
#include "unit/sandbox/support.hpp"

using namespace tariff;
using namespace tariff::sandbox;

namespace {

std::string users_iterator(Center& center, const std::string& session) {
  return at(
      center.call(session, "LicenseKeys.AcquireKeyHosts",
                  R"({"pInData":{"KLLIC_SERIAL":"KEY-1"},"pFields":["KLLICSRV_HOSTNAME"],"lTimeoutSec":60})"),
      {"wstrIterator"});
}

Json next(Center& center, const std::string& session, const std::string& iterator, int count) {
  return center.call(session, "GroupSyncIterator.GetNextItems",
                     R"({"szwIterator":")" + iterator + R"(","nCount":)" + std::to_string(count) + "}");
}

std::string hosts_accessor(Center& center, const std::string& session) {
  return at(center.call(session, "HostGroup.FindHosts",
                        R"({"wstrFilter":"","vecFieldsToReturn":["KLHST_WKS_HOSTNAME"],"lMaxLifeTime":60})"),
            {"strAccessor"});
}

Json chunk(Center& center, const std::string& session, const std::string& accessor,
           const std::string& range) {
  return center.call(session, "ChunkAccessor.GetItemsChunk",
                     R"({"strAccessor":")" + accessor + "\"," + range + "}");
}

}  // namespace

TEST_CASE("an iterator goes forward only and says when it is at the end") {
  Center center(two_customers());
  const auto session = center.session("Contoso");
  const auto iterator = users_iterator(center, session);
  const auto first = next(center, session, iterator, 2);
  CHECK(at(first, {"PxgRetVal"}) == "2");
  CHECK(at(first, {"bEOF"}) == "false");
  const auto last = next(center, session, iterator, 2);
  CHECK(at(last, {"PxgRetVal"}) == "1");
  CHECK(at(last, {"bEOF"}) == "true");
  const auto behind = next(center, session, iterator, 2);
  CHECK(at(behind, {"PxgRetVal"}) == "0");
  CHECK(at(behind, {"bEOF"}) == "true");
}

TEST_CASE("with the quirk the end only shows on the empty chunk behind the last one") {
  Center center(two_customers());
  center.world.kaspersky.eof_is_false_on_last_chunk = true;
  const auto session = center.session("Contoso");
  const auto iterator = users_iterator(center, session);
  CHECK(at(next(center, session, iterator, 50), {"bEOF"}) == "false");
  CHECK(at(next(center, session, iterator, 50), {"bEOF"}) == "true");
}

TEST_CASE("a world may keep every chunk short, whatever is asked for") {
  Center center(two_customers());
  center.world.kaspersky.chunk_rows_max = 1;
  const auto session = center.session("Contoso");
  const auto read = next(center, session, users_iterator(center, session), 50);
  CHECK(at(read, {"PxgRetVal"}) == "1");
  CHECK(at(read, {"bEOF"}) == "false");
  CHECK(at(chunk(center, session, hosts_accessor(center, session), R"("nStart":0,"nCount":50)"),
           {"PxgRetVal"}) == "1");
}

TEST_CASE("a result set is read in any order, counted, and gone once released") {
  Center center(two_customers());
  const auto session = center.session("");
  const auto accessor = hosts_accessor(center, session);
  const std::string named = R"({"strAccessor":")" + accessor + "\"}";
  CHECK(at(center.call(session, "ChunkAccessor.GetItemsCount", named), {"PxgRetVal"}) == "3");
  const auto last = chunk(center, session, accessor, R"("nStart":2,"nCount":50)");
  CHECK(at(last.find("pChunk")->find("KLCSP_ITERATOR_ARRAY")->items()[0], {"value", "KLHST_WKS_HOSTNAME"}) ==
        "host-c");
  CHECK(at(chunk(center, session, accessor, R"("nCount":1)"), {"PxgRetVal"}) == "1");
  CHECK(at(chunk(center, session, accessor, R"("nStart":9,"nCount":1)"), {"PxgRetVal"}) == "0");
  CHECK(center.call(session, "ChunkAccessor.Release", named).text() == "{}");
  CHECK(at(center.call(session, "ChunkAccessor.GetItemsCount", named), {"PxgError", "code"}) == "1186");
}

TEST_CASE("an iterator lives as long as it was asked to since its last use") {
  Center center(two_customers());
  const auto session = center.session("Contoso");
  const auto iterator = users_iterator(center, session);
  center.now += std::chrono::seconds(60);
  CHECK(at(next(center, session, iterator, 1), {"PxgRetVal"}) == "1");
  center.now += std::chrono::seconds(61);
  CHECK(at(next(center, session, iterator, 1), {"PxgError", "code"}) == "1186");
}

TEST_CASE("an iterator belongs to its session") {
  Center center(two_customers());
  const auto session = center.session("Contoso");
  const auto iterator = users_iterator(center, session);
  const auto other = center.session("Contoso");
  CHECK(at(next(center, other, iterator, 1), {"PxgError", "code"}) == "1186");
  CHECK(at(next(center, session, iterator, 1), {"PxgRetVal"}) == "1");
}

TEST_CASE("a lifetime of more than two hours is refused") {
  Center center(two_customers());
  const auto reply = center.call(center.session(""), "HostGroup.FindHosts",
                                 R"({"wstrFilter":null,"vecFieldsToReturn":[],"lMaxLifeTime":7201})");
  CHECK(at(reply, {"PxgError", "code"}) == "1229");
}
