#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/certificate.hpp"

namespace tariff::test {

/// `git http-backend` behind HTTP or HTTPS on loopback, for the repositories in a folder.
class GitHttpServer {
 public:
  struct Rules {
    /// What the Authorization header has to be for reading and writing; empty: nobody is asked.
    std::string authorization{};
    /// Status that every push's POST gets in place of an answer; 0: none.
    int push_status = 0;
    /// Where every request is sent on to; empty: nowhere.
    std::string redirect{};
  };

  GitHttpServer(const std::filesystem::path& folder, Rules rules,
                std::optional<testing::Certificate> certificate = std::nullopt);
  ~GitHttpServer();
  GitHttpServer(const GitHttpServer&) = delete;
  GitHttpServer& operator=(const GitHttpServer&) = delete;

  /// http://127.0.0.1:PORT/ledger.git, or https and localhost.
  std::string url() const;
  /// The Authorization headers that came, "" for requests without one.
  std::vector<std::string> authorizations() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace tariff::test
