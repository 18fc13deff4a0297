#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/client.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"

struct ssl_ctx_st;
struct x509_store_st;
struct x509_store_ctx_st;

namespace tariff::http {

/// Keeps the library below from loading the system's authorities for each new connection.
void prepare_authorities();

/// The check of a server's certificate: loaded once, shared by all connections to one service.
class TrustCheck {
 public:
  /// Fails: invalid: a pin that is none, a CA file without certificates.
  static Result<std::shared_ptr<const TrustCheck>> load(const TrustRule& rule, const std::string& host);

  /// Puts this check into a TLS context: TLS 1.2 or newer, and the verdict below is the only one that counts.
  /// Requires: this lives as long as the context.
  void install(ssl_ctx_st* context) const;

  /// Why the last certificate was not accepted and what to do; empty where none was refused.
  struct Rejection {
    std::string message;
    std::string hint;
  };
  Rejection last_rejection() const;
  /// When the last certificate that was shown ends, trusted or not; nullopt where none was.
  std::optional<Instant> last_certificate_end() const;
  bool goes_by_pins() const { return !pins_.empty(); }

 private:
  using Store = std::unique_ptr<x509_store_st, void (*)(x509_store_st*)>;
  TrustCheck(std::vector<std::string> pins, std::string host, Store store);
  static int verdict(x509_store_ctx_st* chain, void* self);
  bool accepts_pin(x509_store_ctx_st* chain) const;
  bool accepts_chain(x509_store_ctx_st* chain) const;
  void reject(Rejection why) const;
  void note_end(x509_store_ctx_st* chain) const;

  std::vector<std::string> pins_;
  std::string host_;
  Store store_;
  mutable std::mutex mutex_;
  mutable Rejection rejection_;
  mutable std::optional<Instant> certificate_ends_;
};

}  // namespace tariff::http
