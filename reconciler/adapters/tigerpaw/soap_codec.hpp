#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/writer_profile.hpp"

/// The SOAP operation SubmitAgreementAdditionalCharges, both ways; client and sandbox share it.
///
/// ASSUMED: Tigerpaw publishes no schema for what stands inside `Params` and inside the Result element.
/// What is there is our own invention and is known in this file and its source alone; how it is spelled is
/// the profile's, and both sides need the same one. Envelope, AuthHeader, namespaces and SOAPAction are
/// documented. Source: tigerpaw.md sections 3.2 (documented) and 3.3 (assumed); decision 0020.
namespace tariff::soap {

inline constexpr std::string_view action_header =
    "\"http://www.tigerpawsoftware.com/SubmitAgreementAdditionalCharges\"";
inline constexpr std::string_view content_type = "text/xml; charset=utf-8";
inline constexpr std::string_view path = "/api/rmm/tsiWS.asmx";

enum class LineAction { create, update, remove };
enum class LineStatus { created, updated, deleted, failed };

/// One line of a request; absent members leave the stored value as it is (update) or take the default
/// (create).
///
/// Shape: `index` is 1-based and unique in the request. Units: `price` is decimal text with up to four
/// places.
struct Line {
  std::int64_t index = 0;
  LineAction action = LineAction::create;
  std::optional<std::int64_t> detail_id;
  std::optional<std::string> item_id;
  std::optional<std::string> description;
  std::optional<std::int64_t> quantity;
  std::optional<std::string> price;
  std::optional<std::int64_t> price_level_id;
  std::optional<bool> print_when_quantity_zero;
  std::optional<bool> delete_after_invoicing;
  std::optional<bool> use_flat_price;
  bool operator==(const Line&) const = default;
};

struct Request {
  std::string user;
  std::string password;
  std::int64_t agreement = 0;
  std::vector<Line> lines;
  bool operator==(const Request&) const = default;
};

struct LineResult {
  std::int64_t index = 0;
  LineAction action = LineAction::create;
  LineStatus status = LineStatus::failed;
  std::optional<std::int64_t> detail_id;
  std::string message;
  bool operator==(const LineResult&) const = default;
};

/// `success` is true only when every line has a status other than failed; a failure of the whole
/// request has `success` false and no lines.
struct Reply {
  std::int64_t agreement = 0;
  bool success = false;
  std::string message;
  std::vector<LineResult> lines;
  bool operator==(const Reply&) const = default;
};

std::string write_request(const Request& request, const WriterProfile& profile);
/// Reads elements in any order. Fails: refused: not XML, no AuthHeader, another operation, a value of another
/// type.
Result<Request> read_request(std::string_view xml, const WriterProfile& profile);
std::string write_reply(const Reply& reply, const WriterProfile& profile);
std::string write_fault(std::string_view code, std::string_view text);
/// Fails: outcome_unknown: a SOAP fault (its text is in the message), not XML, or another shape.
Result<Reply> read_reply(std::string_view xml, const WriterProfile& profile);

}  // namespace tariff::soap
