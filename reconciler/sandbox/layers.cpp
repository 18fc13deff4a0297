#include "sandbox/layers.hpp"

#include <optional>
#include <thread>
#include <utility>

#include <zlib.h>

#include "text/match.hpp"

namespace tariff::sandbox {
namespace {

constexpr int gzip_window_bits = 15 + 16;
constexpr int zlib_window_bits = 15;

std::optional<std::string> compressed(const std::string& text, int window_bits) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return std::nullopt;
  std::string out(deflateBound(&stream, text.size()), '\0');
  std::string in = text;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return ended == Z_STREAM_END ? std::optional(std::move(out)) : std::nullopt;
}

void compress(HttpReply& reply, const char* coding, int window_bits) {
  auto body = compressed(reply.body, window_bits);
  if (!body) return;
  reply.body = *std::move(body);
  reply.headers["Content-Encoding"] = coding;
}

}  // namespace

HttpHandler with_latency(HttpHandler inner, std::chrono::milliseconds latency) {
  if (latency.count() == 0) return inner;
  return [inner = std::move(inner), latency](const HttpRequest& request) {
    HttpReply reply = inner(request);
    std::this_thread::sleep_for(latency);
    return reply;
  };
}

HttpHandler with_compression(HttpHandler inner) {
  return [inner = std::move(inner)](const HttpRequest& request) {
    HttpReply reply = inner(request);
    const std::string accepted = lower_ascii(request.header("accept-encoding"));
    if (reply.body.empty()) return reply;
    if (accepted.find("gzip") != std::string::npos) {
      compress(reply, "gzip", gzip_window_bits);
    } else if (accepted.find("deflate") != std::string::npos) {
      compress(reply, "deflate", zlib_window_bits);
    }
    return reply;
  };
}

HttpHandler with_faults(Disturbed service, Faults& faults, LateCalls& late) {
  return [service = std::move(service), &faults, &late](const HttpRequest& request) {
    const auto rule = faults.next(service.kind(request).name);
    if (!rule) return service.handle(request);
    return rule->fault->answer({rule->settings, request, service, faults, late});
  };
}

}  // namespace tariff::sandbox
