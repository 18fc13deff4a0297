#include "adapters/security_center/answer.hpp"

#include <string>

#include <doctest/doctest.h>

namespace tariff::security_center {
namespace {

http::Answer said(int status, const std::string& body) { return http::Reply{status, {}, body}; }

std::string pxg_error(int code) {
  return R"({"PxgError":{"code":)" + std::to_string(code) +
         R"(,"subcode":0,"module":"KLSTD","message":"No."}})";
}

ErrorKind kind(const http::Answer& answer, std::string_view method = "LicenseKeys.EnumKeys") {
  const auto read = read_answer(answer, method);
  REQUIRE_FALSE(read.has_value());
  return read.error().kind;
}

TEST_CASE("a reply is a JSON object, unwrapped") {
  const auto read = read_answer(said(200, R"({"PxgRetVal":{"a":{"type":"long","value":1}}})"), "A.B");
  REQUIRE(read.has_value());
  CHECK(read->text() == R"({"PxgRetVal":{"a":1}})");
}

TEST_CASE("a method's own error travels with status 200 and is named with code, module and message") {
  const auto read = read_answer(said(200, pxg_error(1184)), "LicenseKeys.EnumKeys");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().kind == ErrorKind::refused);
  CHECK(read.error().message == R"(LicenseKeys.EnumKeys failed with KLSTD 1184 "No.".)");
  CHECK_FALSE(read.error().hint.empty());
}

TEST_CASE("only the error for unavailable says that asking again may help") {
  CHECK(kind(said(200, pxg_error(1195))) == ErrorKind::unavailable);
  for (const int code : {1125, 1184, 1186, 1192, 1193, 1229, 1453, 2013})
    CHECK(kind(said(200, pxg_error(code))) == ErrorKind::refused);
}

TEST_CASE("a lost iterator or accessor and an ended session are worth a new session") {
  CHECK(kind(said(200, pxg_error(1186)), "GroupSyncIterator.GetNextItems") == ErrorKind::conflict);
  CHECK(kind(said(200, pxg_error(1186)), "ChunkAccessor.GetItemsChunk") == ErrorKind::conflict);
  CHECK(kind(said(403, "")) == ErrorKind::conflict);
}

TEST_CASE("other statuses are refused, those of a service in trouble unavailable") {
  for (const int status : {204, 302, 400, 401, 404}) CHECK(kind(said(status, "{}")) == ErrorKind::refused);
  for (const int status : {429, 500, 502, 503}) CHECK(kind(said(status, "{}")) == ErrorKind::unavailable);
}

TEST_CASE("an HTML page, half a reply and a list are refused") {
  CHECK(kind(said(200, "<html></html>")) == ErrorKind::refused);
  CHECK(kind(said(200, R"({"PxgRetVal":)")) == ErrorKind::refused);
  CHECK(kind(said(200, "[]")) == ErrorKind::refused);
  CHECK(kind(said(200, "")) == ErrorKind::refused);
}

TEST_CASE("a log-in that fails speaks of the credentials, or of the virtual server") {
  const auto main = read_login_answer(said(401, ""), "");
  REQUIRE_FALSE(main.has_value());
  CHECK(main.error().kind == ErrorKind::refused);
  CHECK(main.error().message.find("user name and password") != std::string::npos);
  const auto virtual_one = read_login_answer(said(403, ""), "Contoso");
  REQUIRE_FALSE(virtual_one.has_value());
  CHECK(virtual_one.error().kind == ErrorKind::refused);
  CHECK(virtual_one.error().message.find("Contoso") != std::string::npos);
}

TEST_CASE("a failure on the way is unavailable, a certificate that is not trusted is refused") {
  CHECK(kind(http::HttpFailure{http::Cause::timed_out, "late", ""}) == ErrorKind::unavailable);
  CHECK(kind(http::HttpFailure{http::Cause::not_trusted, "who", ""}) == ErrorKind::refused);
}

}  // namespace
}  // namespace tariff::security_center
