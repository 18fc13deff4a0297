#include "adapters/http/trust.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "text/crypto.hpp"

namespace tariff::http {
namespace {

constexpr std::string_view pin_prefix = "sha256/";

bool is_pin(std::string_view text) {
  if (!text.starts_with(pin_prefix)) return false;
  const auto bytes = from_base64(text.substr(pin_prefix.size()));
  return bytes && bytes->size() == 32;
}

std::string pin_of(const X509* certificate) {
  unsigned char* der = nullptr;
  const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  if (length <= 0) return "";
  const std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return std::string(pin_prefix) + base64(sha256(bytes));
}

bool load_ca_file(X509_STORE* store, const std::string& path) {
  if (X509_STORE_load_file(store, path.c_str()) == 1) return true;
  X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
  const bool loaded =
      lookup != nullptr && X509_LOOKUP_load_file(lookup, path.c_str(), X509_FILETYPE_ASN1) == 1;
  ERR_clear_error();
  return loaded;
}

void load_system(X509_STORE* store) {
  X509_STORE_load_file(store, X509_get_default_cert_file());
  X509_STORE_load_path(store, X509_get_default_cert_dir());
  ERR_clear_error();
}

bool fill(X509_STORE* store, const std::string& ca_file) {
  if (!ca_file.empty()) return load_ca_file(store, ca_file);
  load_system(store);
  return true;
}

bool is_address(const std::string& host) {
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(host.c_str());
  ASN1_OCTET_STRING_free(address);
  return address != nullptr;
}

std::string in_words(const std::vector<std::string>& pins) {
  if (pins.size() == 1) return "the one pin in connections.toml";
  return "any of the " + std::to_string(pins.size()) + " pins in connections.toml";
}

}  // namespace

void prepare_authorities() {
  setenv("SSL_CERT_FILE", "/dev/null", 1);
  setenv("SSL_CERT_DIR", "/dev/null", 1);
}

TrustCheck::TrustCheck(std::vector<std::string> pins, std::string host, Store store)
    : pins_(std::move(pins)), host_(std::move(host)), store_(std::move(store)) {}

Result<std::shared_ptr<const TrustCheck>> TrustCheck::load(const TrustRule& rule, const std::string& host) {
  for (const auto& pin : rule.pins)
    if (!is_pin(pin))
      return Error{ErrorKind::invalid, "The pin \"" + pin + "\" is not sha256/ and the base64 of 32 bytes.",
                   "Write the SHA-256 of the certificate's public key, as in sha256/AAAA…=."};
  Store store(X509_STORE_new(), X509_STORE_free);
  // Where there are pins they alone decide, and the store stays empty.
  if (rule.pins.empty() && !fill(store.get(), rule.ca_file))
    return Error{ErrorKind::invalid,
                 "The CA file " + rule.ca_file + " holds no certificate that can be read.",
                 "Give a file with one or more certificates in PEM form."};
  return std::shared_ptr<const TrustCheck>(new TrustCheck(rule.pins, host, std::move(store)));
}

void TrustCheck::install(ssl_ctx_st* context) const {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set1_cert_store(context, store_.get());
  SSL_CTX_set_cert_verify_callback(context, &TrustCheck::verdict, const_cast<TrustCheck*>(this));
}

TrustCheck::Rejection TrustCheck::last_rejection() const {
  const std::lock_guard lock(mutex_);
  return rejection_;
}

void TrustCheck::reject(Rejection why) const {
  const std::lock_guard lock(mutex_);
  rejection_ = std::move(why);
}

std::optional<Instant> TrustCheck::last_certificate_end() const {
  const std::lock_guard lock(mutex_);
  return certificate_ends_;
}

void TrustCheck::note_end(X509_STORE_CTX* chain) const {
  const X509* leaf = X509_STORE_CTX_get0_cert(chain);
  std::tm parts{};
  if (leaf == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(leaf), &parts) != 1) return;
  const std::lock_guard lock(mutex_);
  certificate_ends_ = Instant(std::chrono::seconds(timegm(&parts)));
}

int TrustCheck::verdict(X509_STORE_CTX* chain, void* self) {
  const auto* check = static_cast<const TrustCheck*>(self);
  check->note_end(chain);
  const bool accepted = check->pins_.empty() ? check->accepts_chain(chain) : check->accepts_pin(chain);
  if (accepted) check->reject({});
  return accepted ? 1 : 0;
}

bool TrustCheck::accepts_pin(X509_STORE_CTX* chain) const {
  const X509* leaf = X509_STORE_CTX_get0_cert(chain);
  const std::string found = leaf == nullptr ? "" : pin_of(leaf);
  if (std::find(pins_.begin(), pins_.end(), found) != pins_.end()) {
    X509_STORE_CTX_set_error(chain, X509_V_OK);
    return true;
  }
  X509_STORE_CTX_set_error(chain, X509_V_ERR_CERT_UNTRUSTED);
  reject({"its certificate has the pin " + found + ", which is not " + in_words(pins_),
          "If the service got a new certificate, check that pin with whoever runs it, then add it to "
          "trust.pins; "
          "otherwise somebody may be listening in between."});
  return false;
}

bool TrustCheck::accepts_chain(X509_STORE_CTX* chain) const {
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(chain);
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
  const int named = is_address(host_) ? X509_VERIFY_PARAM_set1_ip_asc(rules, host_.c_str())
                                      : X509_VERIFY_PARAM_set1_host(rules, host_.c_str(), host_.size());
  if (named == 1 && X509_verify_cert(chain) == 1) return true;
  const int error = X509_STORE_CTX_get_error(chain);
  const std::string reason =
      error == X509_V_OK ? "it is not made out to " + host_ : X509_verify_cert_error_string(error);
  const X509* leaf = X509_STORE_CTX_get0_cert(chain);
  reject(
      {"its certificate is not trusted: " + reason + " (its pin is " + (leaf == nullptr ? "" : pin_of(leaf)) +
           ")",
       "Give the authority that signed it as trust.ca_file, or its pin in trust.pins after checking it with "
       "whoever runs the service."});
  return false;
}

}  // namespace tariff::http
