#include "sandbox/certificate.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "sandbox/kept_file.hpp"
#include "text/crypto.hpp"

namespace tariff::sandbox {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Error openssl_refused(std::string_view what) {
  return {ErrorKind::local_io, "OpenSSL could not " + std::string(what) + ".", ""};
}

std::string text_of(BIO* bio) {
  char* start = nullptr;
  const long length = BIO_get_mem_data(bio, &start);
  return {start, static_cast<std::size_t>(length)};
}

bool set_random_serial(X509* certificate) {
  std::array<unsigned char, 8> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  std::uint64_t serial = 0;
  for (const auto byte : bytes) serial = (serial << 8U) | byte;
  return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1;
}

bool set_name(X509* certificate) {
  constexpr std::string_view common_name = "tariff-sandbox";
  std::array<unsigned char, common_name.size()> bytes{};
  std::copy(common_name.begin(), common_name.end(), bytes.begin());
  X509_NAME* name = X509_get_subject_name(certificate);
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes.data(), static_cast<int>(bytes.size()),
                                    -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1;
}

bool add_extension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context{};
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key, Instant now, Instant end) {
  // An hour back, so that a clock that is a little behind does not refuse it.
  const auto starts = (std::min(now, end) - std::chrono::hours(1)).time_since_epoch().count();
  const auto ends = end.time_since_epoch().count();
  return X509_set_version(certificate, 2) == 1 && set_random_serial(certificate) &&
         ASN1_TIME_set(X509_getm_notBefore(certificate), starts) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate), ends) != nullptr &&
         X509_set_pubkey(certificate, key) == 1 && set_name(certificate) &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
         add_extension(certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1") &&
         X509_sign(certificate, key, EVP_sha256()) != 0;
}

Owned<X509> read_certificate(const std::string& pem) {
  const Owned<BIO> source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Owned<X509>(PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr));
}

bool has_run_out(const std::string& pem, Instant now) {
  const auto certificate = read_certificate(pem);
  time_t moment = now.time_since_epoch().count();
  return !certificate || X509_cmp_time(X509_get0_notAfter(certificate.get()), &moment) <= 0;
}

}  // namespace

Result<std::string> pin_of(const std::string& certificate_pem) {
  const auto certificate = read_certificate(certificate_pem);
  if (!certificate) return Error{ErrorKind::invalid, "The text is no certificate in PEM.", ""};
  unsigned char* bytes = nullptr;
  const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &bytes);
  if (length <= 0) return openssl_refused("write out the public key");
  const std::string key_information(bytes, bytes + length);
  OPENSSL_free(bytes);
  return "sha256/" + base64(sha256(key_information));
}

Result<Certificate> make_certificate(Instant now, std::chrono::days ends_in) {
  const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  const Owned<X509> certificate(X509_new());
  if (!key || !certificate || !fill(certificate.get(), key.get(), now, now + ends_in))
    return openssl_refused("make a certificate");
  const Owned<BIO> certificate_text(BIO_new(BIO_s_mem()));
  const Owned<BIO> key_text(BIO_new(BIO_s_mem()));
  if (PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1 ||
      PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return openssl_refused("write out the certificate");
  Certificate made{text_of(certificate_text.get()), text_of(key_text.get()), ""};
  auto pin = pin_of(made.certificate_pem);
  if (!pin) return pin.error();
  made.pin = *pin;
  return made;
}

Result<Certificate> kept_certificate(const std::filesystem::path& folder, Instant now) {
  const auto certificate_file = folder / "certificate.pem";
  const auto key_file = folder / "key.pem";
  const auto certificate = read_file(certificate_file);
  const auto key = read_file(key_file);
  if (certificate && key && !has_run_out(*certificate, now)) {
    auto pin = pin_of(*certificate);
    if (!pin) return pin.error();
    return Certificate{*certificate, *key, *pin};
  }
  auto made = make_certificate(now);
  if (!made) return made;
  if (const auto kept = write_file(key_file, made->key_pem, ReadableBy::owner); !kept) return kept.error();
  if (const auto kept = write_file(certificate_file, made->certificate_pem, ReadableBy::everyone); !kept)
    return kept.error();
  return made;
}

}  // namespace tariff::sandbox
