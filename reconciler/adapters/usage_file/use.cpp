#include "adapters/usage_file/use.hpp"

#include <algorithm>
#include <charconv>

#include "base/inert.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::usage_file {
namespace {

constexpr std::array kinds{UseKind::devices, UseKind::workstation, UseKind::server,
                           UseKind::other,   UseKind::users,       UseKind::mailboxes};

std::optional<UseKind> kind_named(const std::string& word) {
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](UseKind kind) { return equal_ignoring_case(word_of(kind), word); });
  return found == kinds.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::int64_t> count_in(const std::string& text) {
  std::int64_t count = -1;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, count);
  if (read.ec != std::errc{} || read.ptr != end || text.starts_with('-') || count > count_max)
    return std::nullopt;
  return count;
}

std::optional<AsOf> as_of_in(const std::string& text) {
  if (const auto instant = read_instant(text)) return AsOf{text, *instant, *instant};
  const auto day = text.size() == write_day(Day{}).size() ? read_day(text) : std::nullopt;
  if (!day) return std::nullopt;
  const Instant start = std::chrono::sys_days{*day};
  return AsOf{text, start, start + std::chrono::days{1} - std::chrono::seconds{1}};
}

}  // namespace

std::string_view word_of(UseKind kind) {
  switch (kind) {
    case UseKind::devices:
      return "";
    case UseKind::workstation:
      return "workstation";
    case UseKind::server:
      return "server";
    case UseKind::other:
      return "other";
    case UseKind::users:
      return "users";
    case UseKind::mailboxes:
      return "mailboxes";
  }
  return "";
}

LicenceUnit unit_of(UseKind kind) {
  if (kind == UseKind::users) return LicenceUnit::user;
  return kind == UseKind::mailboxes ? LicenceUnit::mailbox : LicenceUnit::device;
}

std::optional<Category> category_of(UseKind kind) { return category_named(word_of(kind)); }

Error bad_value(const Row& row, const UsageFileColumns& names, Column column, const std::string& expected) {
  const auto& found = row.at(column);
  return {ErrorKind::refused,
          capital(row.place) + ", column \"" + inert(name_of(names, column), 60) + "\": found " +
              (found ? "\"" + inert(*found, 60) + "\"" : "no text and no number") + ", expected " + expected +
              ".",
          ""};
}

Result<Use> read_use(const Row& row, const UsageFileColumns& names) {
  const auto bad = [&](Column column, const std::string& expected) {
    return bad_value(row, names, column, expected);
  };
  const auto& product = row.at(Column::product);
  if (!product || product->empty()) return bad(Column::product, "the licence's product name");
  const auto& word = row.at(Column::category);
  const auto kind = word ? kind_named(*word) : std::nullopt;
  if (!kind) return bad(Column::category, "workstation, server, other, users, mailboxes, or nothing at all");
  const auto& digits = row.at(Column::count);
  const auto count = digits ? count_in(*digits) : std::nullopt;
  if (!count) return bad(Column::count, "a whole number from 0 to " + std::to_string(count_max));
  const auto& moment = row.at(Column::as_of);
  const auto as_of = moment ? as_of_in(*moment) : std::nullopt;
  if (!as_of)
    return bad(Column::as_of, "a day as 2026-11-28, or a time with its zone as 2026-11-28T18:00:00Z");
  return Use{*product, *kind, *count, *as_of};
}

}  // namespace tariff::usage_file
