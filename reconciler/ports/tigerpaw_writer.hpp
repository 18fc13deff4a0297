#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalogue.hpp"

namespace tariff {

/// What an answer to a write means. Source: charge-protocol.md section 5.
enum class WriteClass {
  done,          ///< executed, and the echo is what was asked
  not_sent,      ///< nothing left this machine; may be sent again on a new claim
  refused,       ///< a definite no
  unauthorized,  ///< a definite no; every write of the run stops
  busy,          ///< 429 or 503: unknown, and writes pause
  unknown,       ///< something may have happened
};

/// The answer to one write. `detail` is set for a create that is done; `message` says what came back.
struct WriteAnswer {
  WriteClass kind = WriteClass::unknown;
  std::optional<DetailId> detail;
  std::string message;
};

struct CreateLine {
  ItemId item;
  std::string description;  ///< empty: Tigerpaw puts the item's there
  PriceLevelId level;
  Money price;
};

struct SetLine {
  DetailId detail;
  ItemId item;
  std::int64_t quantity = 0;
  PriceLevelId level;
  Money price;
};

struct RemoveLine {
  DetailId detail;
  ItemId item;
};

/// The write half of Tigerpaw. Each call sends at most one request, on a fresh connection, never again.
class TigerpawWriter {
 public:
  virtual ~TigerpawWriter() = default;

  /// Creates one line at quantity 0, not printed at zero, not deleted after invoicing.
  virtual WriteAnswer create(AgreementNumber agreement, const CreateLine& line) = 0;
  /// Sets the absolute quantity, price and level of one line.
  virtual WriteAnswer set(AgreementNumber agreement, const SetLine& line) = 0;
  /// Deletes one line.
  virtual WriteAnswer remove(AgreementNumber agreement, const RemoveLine& line) = 0;
  /// Cross-references an account to the External Product.
  virtual WriteAnswer link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                           const std::string& external_id) = 0;
};

}  // namespace tariff
