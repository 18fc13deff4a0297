#include "domain/commit.hpp"

#include <doctest/doctest.h>

namespace tariff {
namespace {

TEST_CASE("a trailer of the last paragraph names the ticket, whatever the case of its key") {
  CHECK(ticket_of("Bill Contoso\n\nThey signed.\n\nTicket: ABC-12\nSigned-off-by: A <a@example.org>\n") ==
        "ABC-12");
  CHECK(ticket_of("Bill Contoso\n\nrefs:  OPS-7  \r\n") == "OPS-7");
  CHECK(ticket_of("Bill Contoso\n\nPull-Request: 12\n") == "PR #12");
  CHECK(ticket_of("Bill Contoso\n\nPull-Request: #12\n") == "PR #12");
  CHECK(ticket_of("Bill Contoso\n\nPull-request: https://git.example/pulls/12\n") ==
        "https://git.example/pulls/12");
  CHECK(ticket_of("Bill Contoso\n\nCloses: #5\nTicket: ABC-12\n") == "ABC-12");
  CHECK(ticket_of("Bill Contoso\n\nFixes: #5\n\n\n") == "#5");
}

TEST_CASE("a trailer elsewhere, without a value or in the subject itself names none") {
  CHECK(ticket_of("Bill Contoso\n\nTicket: ABC-12\n\nThat was long ago.\n").empty());
  CHECK(ticket_of("Bill Contoso\n\nTicket:\n").empty());
  CHECK(ticket_of("Ticket: ABC-12\n").empty());
  CHECK(ticket_of("Bill Contoso\n\nThe Ticket: ABC-12 says so\n").empty());
  CHECK(ticket_of("").empty());
  CHECK(ticket_of("\n\n").empty());
}

TEST_CASE("a squash names its pull request at the end of the subject, a merge at its beginning") {
  CHECK(ticket_of("Bill Contoso (#123)\n\n* first\n* second\n") == "PR #123");
  CHECK(ticket_of("Merge pull request #123 from contoso/branch\n\nBill Contoso\n") == "PR #123");
  CHECK(ticket_of("Merge pull request #123") == "PR #123");
  CHECK(ticket_of("Bill Contoso (#12a)").empty());
  CHECK(ticket_of("Bill Contoso (#)").empty());
  CHECK(ticket_of("Bill (#12) Contoso").empty());
  CHECK(ticket_of("Merge pull request #x").empty());
  CHECK(ticket_of("Bill Contoso (#123)\n\nTicket: ABC-12\n") == "ABC-12");
}

TEST_CASE("what a message says stays data: one short inert line") {
  CHECK(ticket_of("x\n\nTicket: a\x1b[31mb\n") == "a\\u{1B}[31mb");
  CHECK(ticket_of("x\n\nTicket: \xff\n") == "\\xFF");
  CHECK(ticket_of("x\n\nTicket: " + std::string(5000, 'a')).size() < 100);
}

TEST_CASE("a line is of the commit whose stretch holds it, and of none where it is older") {
  const LineOrigins origins{{{"b", "", "", {}, "", ""}, {"a", "", "", {}, "", ""}}, {{2, 3, 1}, {7, 1, 0}}};
  CHECK_FALSE(origins.commit_of(1));
  CHECK(origins.commit_of(2) == 1);
  CHECK(origins.commit_of(4) == 1);
  CHECK_FALSE(origins.commit_of(5));
  CHECK(origins.commit_of(7) == 0);
  CHECK_FALSE(origins.commit_of(8));
  CHECK_FALSE(LineOrigins{}.commit_of(1));
}

}  // namespace
}  // namespace tariff
