#include <atomic>
#include <future>
#include <latch>
#include <optional>
#include <semaphore>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <cpprest/http_client.h>
#include <pplx/threadpool.h>

#include "adapters/http/client.hpp"
#include "adapters/http/service_parts.hpp"
#include "base/inert.hpp"
#include "text/match.hpp"

namespace tariff::http {
namespace {

using web::http::client::http_client;
using web::http::client::http_client_config;
using Clock = std::chrono::steady_clock;

constexpr std::ptrdiff_t library_threads = 8;
/// How long a thread that is stuck may keep the process from ending.
constexpr std::chrono::seconds meeting_patience{2};
constexpr std::size_t read_bytes = 64U << 10U;

http_client_config settings_of(const Service& service) {
  http_client_config settings;
  settings.set_max_redirects(0);
  settings.set_proxy(web::web_proxy(web::web_proxy::disabled));
  // The library's own timer starts anew with every byte; the deadline of exchange() is the one that counts.
  settings.set_timeout(std::chrono::hours(1));
  const auto check = service.parts().check;
  if (check) {
    settings.set_ssl_context_callback(
        [check](boost::asio::ssl::context& context) { check->install(context.native_handle()); });
  }
  return settings;
}

bool is_visible(std::string_view text, bool blanks_too) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || (byte == 0x20 && !blanks_too)) return false;
  }
  return true;
}

bool can_be_sent(const Request& request) {
  if (!request.target.starts_with('/') || !is_visible(request.target, false)) return false;
  if (request.target.find('#') != std::string::npos) return false;
  if (request.method.empty() || !is_visible(request.method, false)) return false;
  if (!is_visible(request.content_type, true)) return false;
  for (const auto& [name, value] : request.headers)
    if (name.empty() || !is_visible(name, false) || !is_visible(value, true)) return false;
  return true;
}

web::http::http_request message_of(const Request& request) {
  web::http::http_request message(request.method);
  message.set_request_uri(web::uri(request.target));
  if (!request.body.empty()) {
    // As bytes: the library reads the stream of a std::string through a pointer to another type.
    message.set_body(std::vector<unsigned char>(request.body.begin(), request.body.end()));
    message.headers().remove("Content-Type");
  }
  if (!request.content_type.empty()) message.headers().set_content_type(request.content_type);
  for (const auto& [name, value] : request.headers) message.headers().add(name, value);
  return message;
}

/// Waits for a task of the library; false where the deadline came first.
template <class T>
bool settles_by(const pplx::task<T>& task, Clock::time_point deadline) {
  const auto settled = std::make_shared<std::promise<void>>();
  const auto signal = settled->get_future();
  task.then([settled](const pplx::task<T>& finished) {
    // An exception that nobody looks at would end the process; whoever waits gets it from `task` again.
    try {
      finished.wait();
    } catch (...) {
      settled->set_value();
      return;
    }
    settled->set_value();
  });
  return signal.wait_until(deadline) == std::future_status::ready;
}

std::string named(const Service& service, const Request& request) {
  return request.method + " " + service.origin() + inert(request.target.substr(0, request.target.find('?')));
}

HttpFailure timed_out(const Service& service, const Request& request) {
  return {Cause::timed_out,
          named(service, request) + " was not answered completely within " +
              std::to_string(request.timeout.count()) + " ms.",
          "See whether the service is up and reachable from here."};
}

HttpFailure too_large(const Service& service, const Request& request) {
  return {Cause::too_large,
          "The reply to " + named(service, request) + " is longer than " +
              std::to_string(request.reply_bytes_max) + " bytes.",
          "See whether the url in connections.toml is that of the right service."};
}

HttpFailure handshake_failure(const Service& service) {
  const auto& check = service.parts().check;
  const auto rejection = check ? check->last_rejection() : TrustCheck::Rejection{};
  if (rejection.message.empty())
    return {Cause::not_connected, service.origin() + " did not complete the TLS handshake.",
            "See whether it speaks TLS 1.2 or newer on that port."};
  return {Cause::not_trusted, service.origin() + " is not trusted: " + rejection.message + ".",
          rejection.hint};
}

/// The library names the step that failed only by its text; whatever is not known here counts as sent.
HttpFailure failure_from(const web::http::http_exception& thrown, const Service& service,
                         const Request& request) {
  const std::string_view what = thrown.what();
  if (what.starts_with("Error resolving address") || what.starts_with("Failed to resolve address"))
    return {Cause::not_resolved, "The name " + service.parts().host + " cannot be resolved.",
            "Check the url in connections.toml."};
  if (what.starts_with("Failed to connect to any resolved endpoint"))
    return {Cause::not_connected, service.origin() + " does not accept connections.",
            "See whether the service is up, and check host and port of the url in connections.toml."};
  if (what.starts_with("Error in SSL handshake")) return handshake_failure(service);
  return {
      Cause::broken_off,
      "The connection broke off before " + named(service, request) + " was answered (" + inert(what) + ").",
      "See whether the service is up and what its own log says."};
}

HttpFailure unsendable(const Service& service) {
  return {Cause::bad_request, "A request to " + service.origin() + " holds characters that cannot be sent.",
          "Look for line ends and control characters in names and secrets."};
}

std::optional<HttpFailure> read_body(web::http::http_response& response, const Request& request,
                                     const Service& service, Clock::time_point deadline, std::string& body) {
  if (response.headers().has("Content-Length") &&
      response.headers().content_length() > request.reply_bytes_max)
    return too_large(service, request);
  auto stream = response.body().streambuf();
  while (true) {
    const auto piece = std::make_shared<std::string>(read_bytes, '\0');
    auto* const start = reinterpret_cast<std::uint8_t*>(piece->data());
    const auto reading = stream.getn(start, read_bytes).then([piece](std::size_t got) { return got; });
    if (!settles_by(reading, deadline)) return timed_out(service, request);
    const std::size_t got = reading.get();
    if (got == 0) break;
    if (got > request.reply_bytes_max - body.size()) return too_large(service, request);
    body.append(*piece, 0, got);
  }
  const auto complete = response.content_ready();
  if (!settles_by(complete, deadline)) return timed_out(service, request);
  complete.get();
  return std::nullopt;
}

Answer perform(http_client& client, const Service& service, const Request& request,
               const pplx::cancellation_token& token) {
  const auto deadline = Clock::now() + request.timeout;
  const auto sending = client.request(message_of(request), token);
  if (!settles_by(sending, deadline)) return timed_out(service, request);
  auto response = sending.get();
  Reply reply;
  reply.status = static_cast<int>(response.status_code());
  for (const auto& [name, value] : response.headers()) reply.headers[lower_ascii(name)] = value;
  if (auto failure = read_body(response, request, service, deadline, reply.body)) return *std::move(failure);
  return reply;
}

/// The one place where the library's exceptions become failures.
Answer exchange(http_client& client, const Service& service, const Request& request) {
  pplx::cancellation_token_source stop;
  try {
    auto answer = perform(client, service, request, stop.get_token());
    if (failure_of(answer) != nullptr) stop.cancel();
    return answer;
  } catch (const web::http::http_exception& thrown) {
    return failure_from(thrown, service, request);
  } catch (const web::uri_exception&) {
    return unsendable(service);
  } catch (const std::exception& thrown) {
    stop.cancel();
    return failure_from(web::http::http_exception(std::string("unexpected: ") + thrown.what()), service,
                        request);
  }
}

}  // namespace

Process::Process() {
  prepare_authorities();
  crossplat::threadpool::initialize_with_threads(library_threads);
}

Process::~Process() {
  // All threads of the library meet and wait; what is queued by then, and what it queues in its turn, runs
  // here.
  struct Meeting {
    std::latch all_here{library_threads};
    std::promise<void> met;
    std::promise<void> over;
    std::shared_future<void> end = over.get_future().share();
  };
  const auto meeting = std::make_shared<Meeting>();
  auto& queue = crossplat::threadpool::shared_instance().service();
  for (std::ptrdiff_t thread = 0; thread < library_threads; ++thread)
    queue.post([meeting, first = thread == 0] {
      meeting->all_here.arrive_and_wait();
      if (first) meeting->met.set_value();
      meeting->end.wait();
    });
  if (meeting->met.get_future().wait_for(meeting_patience) == std::future_status::ready) queue.poll();
  meeting->over.set_value();
}

struct HttpReader::Pool {
  Pool(Service of, std::size_t parallel_max)
      : service(std::move(of)),
        client(service.origin(), settings_of(service)),
        places(static_cast<std::ptrdiff_t>(parallel_max)) {}

  Service service;
  http_client client;
  std::counting_semaphore<> places;
  std::atomic<std::uint64_t> sent = 0;
};

HttpReader::HttpReader(Service service, std::size_t parallel_max)
    : pool_(std::make_unique<Pool>(std::move(service), parallel_max == 0 ? 1 : parallel_max)) {}
HttpReader::~HttpReader() = default;
HttpReader::HttpReader(HttpReader&&) noexcept = default;
HttpReader& HttpReader::operator=(HttpReader&&) noexcept = default;

Answer HttpReader::read(const Request& request) {
  if (!can_be_sent(request)) return unsendable(pool_->service);
  pool_->places.acquire();
  ++pool_->sent;
  auto answer = exchange(pool_->client, pool_->service, request);
  pool_->places.release();
  return answer;
}

const Service& HttpReader::service() const { return pool_->service; }
std::uint64_t HttpReader::requests_sent() const { return pool_->sent; }

Answer send_once(const Service& service, const Request& request) {
  if (!can_be_sent(request)) return unsendable(service);
  http_client client(service.origin(), settings_of(service));
  return exchange(client, service, request);
}

}  // namespace tariff::http
