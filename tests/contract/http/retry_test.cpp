#include "adapters/http/retry.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/fault_server.hpp"

namespace tariff::http {
namespace {

using std::chrono::milliseconds;
using testing::Arrived;
using testing::FaultServer;

constexpr Instant noon = Instant(std::chrono::seconds(1'900'000'000));

/// Notes every pause and takes none; the dice always show the largest number.
struct Patience {
  std::vector<milliseconds> pauses;
  RetryBudget budget;
  Waiting waiting{[this](milliseconds pause) { pauses.push_back(pause); },
                  [](std::uint64_t end) { return end - 1; }, [] { return noon; }};
};

/// Answers with one status after the other, the last for ever.
FaultServer::Behaviour statuses(std::vector<int> values, const std::string& headers = "") {
  return [values, headers](const Arrived&, std::size_t number) {
    return testing::reply_with(values[std::min(number, values.size()) - 1], "{}", headers);
  };
}

int status_of(const Answer& answer) { return reply_of(answer) == nullptr ? 0 : reply_of(answer)->status; }

TEST_CASE("a busy service is asked again with growing pauses, and answers in the end") {
  FaultServer server(statuses({503, 429, 200}));
  HttpReader reader(*Service::make(server.url(), {}), 1);
  Patience patience;
  CHECK(status_of(read_patiently(reader, {}, patience.budget, patience.waiting)) == 200);
  CHECK(patience.pauses == std::vector{milliseconds(500), milliseconds(1000)});
}

TEST_CASE("three attempts are enough") {
  FaultServer server(statuses({502}));
  HttpReader reader(*Service::make(server.url(), {}), 1);
  Patience patience;
  CHECK(status_of(read_patiently(reader, {}, patience.budget, patience.waiting)) == 502);
  CHECK(server.arrived().size() == 3);
}

TEST_CASE("an answer that will not change is taken at once") {
  for (const int status : {200, 302, 400, 401, 403, 404, 500}) {
    FaultServer server(statuses({status}));
    HttpReader reader(*Service::make(server.url(), {}), 1);
    Patience patience;
    CHECK(status_of(read_patiently(reader, {}, patience.budget, patience.waiting)) == status);
    CHECK(server.arrived().size() == 1);
  }
}

TEST_CASE("a broken connection is tried again") {
  FaultServer server([](const Arrived&, std::size_t number) {
    return number == 1 ? testing::reset_silently() : testing::reply_with(200, "{}");
  });
  HttpReader reader(*Service::make(server.url(), {}), 1);
  Patience patience;
  CHECK(status_of(read_patiently(reader, {}, patience.budget, patience.waiting)) == 200);
  CHECK(patience.pauses.size() == 1);
}

TEST_CASE("a certificate that is not trusted is not tried again") {
  FaultServer server(statuses({200}), testing::make_certificate());
  HttpReader reader(*Service::make(server.url(), {{testing::make_certificate().pin}, ""}), 1);
  Patience patience;
  const auto answer = read_patiently(reader, {}, patience.budget, patience.waiting);
  REQUIRE(failure_of(answer) != nullptr);
  CHECK(failure_of(answer)->cause == Cause::not_trusted);
  CHECK(server.connections() == 1);
}

TEST_CASE("Retry-After is obeyed in seconds and as a date, up to half a minute") {
  const auto asked = [](const std::string& value) {
    Reply reply;
    reply.headers["retry-after"] = value;
    return retry_after(reply, noon);
  };
  CHECK(asked("7") == milliseconds(7000));
  CHECK(asked("0") == milliseconds(0));
  CHECK(asked("86400") == milliseconds(30'000));
  CHECK(asked("-5") == milliseconds(0));
  CHECK(asked("Sun, 17 Mar 2030 17:46:52 GMT") == milliseconds(12'000));
  CHECK(asked("Sun, 17 Mar 2030 18:46:52 GMT") == milliseconds(30'000));
  CHECK(asked("Sun, 17 Mar 2030 16:46:52 GMT") == milliseconds(0));
  CHECK_FALSE(asked("soon").has_value());
  CHECK_FALSE(asked("").has_value());
}

TEST_CASE("a read waits as long as Retry-After says") {
  FaultServer server(statuses({429, 200}, "Retry-After: 7\r\n"));
  HttpReader reader(*Service::make(server.url(), {}), 1);
  Patience patience;
  CHECK(status_of(read_patiently(reader, {}, patience.budget, patience.waiting)) == 200);
  CHECK(patience.pauses == std::vector{milliseconds(7000)});
}

TEST_CASE("repeats stop at a tenth of the requests, and the first three are free") {
  RetryBudget budget;
  for (int i = 0; i < 3; ++i) CHECK(budget.take());
  CHECK_FALSE(budget.take());
  for (int i = 0; i < 40; ++i) budget.count_request();
  CHECK(budget.requests() == 40);
  CHECK(budget.take());
  CHECK_FALSE(budget.take());
}

TEST_CASE("a service that is down costs no more repeats than the budget holds") {
  FaultServer server(statuses({503}));
  HttpReader reader(*Service::make(server.url(), {}), 1);
  Patience patience;
  for (int i = 0; i < 5; ++i)
    CHECK(status_of(read_patiently(reader, {}, patience.budget, patience.waiting)) == 503);
  CHECK(server.arrived().size() == 8);
}

}  // namespace
}  // namespace tariff::http
