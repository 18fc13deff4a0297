#include "support/certificate.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <unistd.h>

#include "text/crypto.hpp"

namespace tariff::testing {
namespace {

using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;
using Paper = std::unique_ptr<X509, void (*)(X509*)>;
using Memory = std::unique_ptr<BIO, int (*)(BIO*)>;

std::string text_of(BIO* memory) {
  char* start = nullptr;
  const long length = BIO_get_mem_data(memory, &start);
  return {start, static_cast<std::size_t>(length)};
}

void add_extension(X509* paper, int kind, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  if (extension == nullptr) throw std::runtime_error("no such extension: " + value);
  X509_add_ext(paper, extension, -1);
  X509_EXTENSION_free(extension);
}

std::string pin_of(X509* paper) {
  unsigned char* der = nullptr;
  const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(paper), &der);
  const std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
  OPENSSL_free(der);
  return "sha256/" + base64(sha256(bytes));
}

}  // namespace

Certificate make_certificate(const Validity& validity, const std::string& name) {
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const Paper paper(X509_new(), X509_free);
  X509_set_version(paper.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), 1);
  constexpr long day_seconds = 86'400;
  X509_gmtime_adj(X509_getm_notBefore(paper.get()), validity.starts_days * day_seconds);
  X509_gmtime_adj(X509_getm_notAfter(paper.get()), validity.ends_days * day_seconds);
  X509_set_pubkey(paper.get(), key.get());
  X509_NAME* subject = X509_get_subject_name(paper.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(paper.get(), subject);
  const bool is_local = name == "localhost";
  add_extension(paper.get(), NID_subject_alt_name,
                is_local ? "DNS:localhost,IP:127.0.0.1,IP:::1" : "DNS:" + name);
  X509_sign(paper.get(), key.get(), EVP_sha256());
  const Memory certificate(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_X509(certificate.get(), paper.get());
  const Memory secret(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return {text_of(certificate.get()), text_of(secret.get()), pin_of(paper.get())};
}

TemporaryFile::TemporaryFile(const std::string& content) {
  path_ = (std::filesystem::temp_directory_path() / "tariff-test-XXXXXX").string();
  const int file = mkstemp(path_.data());
  if (file < 0) throw std::runtime_error("cannot make " + path_);
  close(file);
  std::ofstream(path_, std::ios::binary) << content;
}

TemporaryFile::~TemporaryFile() { unlink(path_.c_str()); }

}  // namespace tariff::testing
