#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "adapters/http/client.hpp"
#include "support/fault_server.hpp"

namespace tariff::http {
namespace {

using testing::Arrived;
using testing::FaultServer;

testing::Act good(const Arrived& request, std::size_t) { return testing::reply_with(200, request.target()); }

Request a_read(const std::string& target) {
  Request request;
  request.target = target;
  return request;
}

/// Reads `each` targets from each of `threads` threads and says how many came back as asked.
int read_together(HttpReader& reader, int threads, int each) {
  std::atomic<int> right = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < threads; ++i) {
    readers.emplace_back([&, i] {
      for (int j = 0; j < each; ++j) {
        const auto target = "/" + std::to_string(i) + "/" + std::to_string(j);
        const auto answer = reader.read(a_read(target));
        if (reply_of(answer) != nullptr && reply_of(answer)->body == target) ++right;
      }
    });
  }
  for (auto& thread : readers) thread.join();
  return right;
}

TEST_CASE("many threads read over few kept connections, each its own answer") {
  FaultServer server(good);
  HttpReader reader(*Service::make(server.url(), {}), 4);
  CHECK(read_together(reader, 12, 25) == 300);
  CHECK(reader.requests_sent() == 300);
  CHECK(server.most_at_once() <= 4);
  MESSAGE("300 reads at 4 at once used " << server.connections() << " connections");
  CHECK(server.connections() <= 40);
}

TEST_CASE("the same over TLS with a pin") {
  const auto certificate = testing::make_certificate();
  FaultServer server(good, certificate);
  HttpReader reader(*Service::make(server.url(), {{certificate.pin}, ""}), 4);
  CHECK(read_together(reader, 12, 25) == 300);
  CHECK(server.most_at_once() <= 4);
  MESSAGE("300 reads over TLS at 4 at once used " << server.connections() << " connections");
  CHECK(server.connections() <= 40);
}

TEST_CASE("a reader for one at once never has two requests under way and keeps its connection") {
  const auto certificate = testing::make_certificate();
  FaultServer server(good, certificate);
  HttpReader reader(*Service::make(server.url(), {{certificate.pin}, ""}), 1);
  CHECK(read_together(reader, 4, 50) == 200);
  CHECK(server.most_at_once() == 1);
  MESSAGE("200 serial reads used " << server.connections() << " connections");
  CHECK(server.connections() <= 20);
}

TEST_CASE("a read goes on after a kept connection died") {
  FaultServer server([](const Arrived& request, std::size_t number) {
    auto act = testing::reply_with(200, request.target());
    if (number == 1) act.ending = testing::Act::Ending::close;
    return act;
  });
  HttpReader reader(*Service::make(server.url(), {}), 1);
  CHECK(reply_of(reader.read(a_read("/1"))) != nullptr);
  CHECK(reply_of(reader.read(a_read("/2"))) != nullptr);
}

TEST_CASE("a reader does not follow redirects either") {
  FaultServer other(good);
  FaultServer server([&other](const Arrived&, std::size_t) {
    return testing::reply_with(302, "", "Location: " + other.url() + "/\r\n");
  });
  HttpReader reader(*Service::make(server.url(), {}), 1);
  const auto answer = reader.read(a_read("/"));
  REQUIRE(reply_of(answer) != nullptr);
  CHECK(reply_of(answer)->status == 302);
  CHECK(other.connections() == 0);
}

TEST_CASE("a timed-out read leaves the reader usable") {
  FaultServer server([](const Arrived& request, std::size_t number) {
    return number == 1 ? testing::say_nothing() : testing::reply_with(200, request.target());
  });
  HttpReader reader(*Service::make(server.url(), {}), 1);
  auto request = a_read("/slow");
  request.timeout = std::chrono::milliseconds(100);
  const auto late = reader.read(request);
  REQUIRE(failure_of(late) != nullptr);
  CHECK(failure_of(late)->cause == Cause::timed_out);
  CHECK(reply_of(reader.read(a_read("/2"))) != nullptr);
}

}  // namespace
}  // namespace tariff::http
