#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/business_hub/codec.hpp"
#include "adapters/http/client.hpp"
#include "adapters/http/retry.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/connections.hpp"

/// The calls to Business Hub. Source: business-hub.md section 5: ASSUMED, all of it; see codec.hpp.
namespace tariff::business_hub {

/// One of the codec's readers.
template <class T>
using Reading = std::function<Result<T>(const Json&)>;

/// Reads over pooled connections, signed in with one token that all calls share. Safe to call from several
/// threads at once.
///
/// Signs in with the first call, and once more where a call finds the token expired. A refused sign-in is not
/// tried again, so that no account is blocked by many threads with a wrong password.
/// Cost: one request a call, one for the sign-in; at most two repeats, each out of the run's budget of a
/// tenth. Fails, each call: refused: sign-in, rights, certificate, another shape; not_found; unavailable:
/// 429, 5xx, no complete reply. No message carries e-mail, password, code or token.
class Api {
 public:
  /// `waiting.now` is also the clock of the one-time code.
  /// Fails: invalid: the URL, the trust, no e-mail or password, a one-time-code secret that is no base32.
  static Result<std::unique_ptr<Api>> make(BusinessHubConnection connection, http::Waiting waiting);
  Api(http::Service service, BusinessHubConnection connection, http::Waiting waiting);

  /// Makes sure that there is a token.
  Status sign_in();
  Result<std::vector<Integration>> integrations();
  /// Every company of that integration, "" of all; proven complete. Cost: one request for 100 companies.
  Result<std::vector<Company>> companies(const std::string& integration);
  /// The licences of a company with what they count now.
  Result<std::vector<Licence>> licences(const std::string& company);
  /// The same with what they counted on that day.
  Result<std::vector<Licence>> usage(const std::string& company, Day day);

  std::size_t parallel_max() const { return connection_.max_parallel; }

 private:
  template <class T>
  Result<T> get(const std::string& target, const Reading<T>& read);
  http::Answer ask(const std::string& target, const std::string& token);
  Result<std::string> token_other_than(const std::string& expired);
  Result<std::string> new_token();
  /// What no message may carry; `passing` is a token or a code.
  std::vector<std::string> secrets_and(const std::string& passing) const;

  BusinessHubConnection connection_;
  http::Waiting waiting_;
  http::RetryBudget budget_;
  http::HttpReader reader_;
  std::mutex signing_in_;  ///< guards the two below; held while somebody signs in
  std::string token_;
  std::optional<Error> refusal_;
};

}  // namespace tariff::business_hub
