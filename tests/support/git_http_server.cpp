#include "support/git_http_server.hpp"

#include <atomic>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <poll.h>

#include "support/process.hpp"

namespace tariff::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Request = http::request<http::string_body>;
using Answer = http::response<http::string_body>;

constexpr int look_milliseconds = 5;
constexpr std::uint64_t body_bytes_max = 64U << 20U;

std::string text_of(boost::beast::string_view view) { return {view.data(), view.size()}; }

/// What the program behind the server says to one request.
Ending ask_git(const std::filesystem::path& folder, const Request& request) {
  const std::string target = text_of(request.target());
  const auto query = target.find('?');
  Command command;
  command.words = {"git", "http-backend"};
  command.environment = {{"GIT_PROJECT_ROOT", folder.string()},
                         {"GIT_HTTP_EXPORT_ALL", "1"},
                         {"REMOTE_USER", "tester"},
                         {"REMOTE_ADDR", "127.0.0.1"},
                         {"REQUEST_METHOD", text_of(request.method_string())},
                         {"PATH_INFO", target.substr(0, query)},
                         {"QUERY_STRING", query == std::string::npos ? "" : target.substr(query + 1)},
                         {"CONTENT_TYPE", text_of(request[http::field::content_type])},
                         {"CONTENT_LENGTH", std::to_string(request.body().size())},
                         {"HTTP_CONTENT_ENCODING", text_of(request[http::field::content_encoding])}};
  command.input = request.body();
  return run(command);
}

/// Turns a CGI reply into one of HTTP.
void take_over(const std::string& reply, Answer& answer) {
  std::size_t start = 0;
  for (auto end = reply.find("\r\n"); end != std::string::npos && end > start;
       end = reply.find("\r\n", start)) {
    const auto line = reply.substr(start, end - start);
    const auto colon = line.find(": ");
    if (line.starts_with("Status: ")) {
      answer.result(static_cast<unsigned>(std::stoi(line.substr(8))));
    } else if (colon != std::string::npos) {
      answer.set(line.substr(0, colon), line.substr(colon + 2));
    }
    start = end + 2;
  }
  answer.body() = reply.substr(std::min(reply.size(), start + 2));
}

}  // namespace

struct GitHttpServer::Inside {
  Inside(std::filesystem::path where, Rules how, std::optional<testing::Certificate> certificate)
      : folder(std::move(where)), rules(std::move(how)), is_secure(certificate.has_value()) {
    if (certificate) {
      context.use_certificate_chain(asio::buffer(certificate->certificate_pem));
      context.use_private_key(asio::buffer(certificate->key_pem), asio::ssl::context::pem);
    }
    acceptor_thread = std::jthread([this] { accept_all(); });
  }
  ~Inside() {
    is_ending = true;
    acceptor_thread.join();
  }

  void accept_all() {
    while (!is_ending) {
      pollfd waiting{acceptor.native_handle(), POLLIN, 0};
      if (::poll(&waiting, 1, look_milliseconds) <= 0) continue;
      threads.emplace_back(
          [this, socket = std::make_shared<tcp::socket>(acceptor.accept())] { serve(*socket); });
    }
  }

  void serve(tcp::socket& socket) {
    error_code error;
    if (!is_secure) return serve_one(socket);
    asio::ssl::stream<tcp::socket&> stream(socket, context);
    stream.handshake(asio::ssl::stream_base::server, error);
    if (error) return;
    serve_one(stream);
    stream.shutdown(error);
  }

  template <class Stream>
  void serve_one(Stream& stream) {
    boost::beast::flat_buffer buffer;
    http::request_parser<http::string_body> parser;
    parser.body_limit(body_bytes_max);
    error_code error;
    http::read(stream, buffer, parser, error);
    if (error) return;
    Answer answer = answer_to(parser.get());
    answer.keep_alive(false);
    answer.prepare_payload();
    http::write(stream, answer, error);
  }

  Answer answer_to(const Request& request) {
    const auto authorization = text_of(request[http::field::authorization]);
    {
      const std::lock_guard lock(mutex);
      authorizations.push_back(authorization);
    }
    Answer answer;
    if (!rules.redirect.empty()) {
      answer.result(302U);
      answer.set(http::field::location, rules.redirect + text_of(request.target()));
    } else if (authorization != rules.authorization) {
      answer.result(401U);
      answer.set(http::field::www_authenticate, "Basic realm=\"git\"");
    } else if (rules.push_status != 0 && request.method() == http::verb::post &&
               text_of(request.target()).ends_with("git-receive-pack")) {
      answer.result(static_cast<unsigned>(rules.push_status));
    } else {
      take_over(ask_git(folder, request).out, answer);
    }
    return answer;
  }

  std::filesystem::path folder;
  Rules rules;
  bool is_secure;
  std::mutex mutex;
  std::vector<std::string> authorizations;
  std::atomic<bool> is_ending = false;
  asio::io_context service;
  tcp::acceptor acceptor{service, {asio::ip::address_v4::loopback(), 0}};
  asio::ssl::context context{asio::ssl::context::tls_server};
  std::list<std::jthread> threads;
  std::jthread acceptor_thread;
};

GitHttpServer::GitHttpServer(const std::filesystem::path& folder, Rules rules,
                             std::optional<testing::Certificate> certificate)
    : inside_(std::make_unique<Inside>(folder, std::move(rules), std::move(certificate))) {}

GitHttpServer::~GitHttpServer() = default;

std::string GitHttpServer::url() const {
  const auto port = std::to_string(inside_->acceptor.local_endpoint().port());
  return (inside_->is_secure ? "https://localhost:" : "http://127.0.0.1:") + port + "/ledger.git";
}

std::vector<std::string> GitHttpServer::authorizations() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->authorizations;
}

}  // namespace tariff::test
