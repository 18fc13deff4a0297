#include "app/origins.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/file_lines.hpp"
#include "base/inert.hpp"
#include "plan/keys.hpp"

namespace tariff::app {
namespace {

constexpr std::size_t author_bytes_max = 120;

/// A line, and the commit behind the last applied one that wrote it.
struct Written {
  std::size_t commit = 0;
  std::int32_t line = 0;
};

/// Git takes any number of seconds; what no calendar holds is nobody's time.
Instant in_calendar(Instant at) {
  constexpr std::chrono::seconds year_10000{253'402'300'800};
  return at < Instant{} || at >= Instant{year_10000} ? Instant{} : at;
}

std::string author_of(const CommitFacts& facts) {
  const bool is_plain = is_utf8(facts.author) && facts.author.size() <= author_bytes_max;
  return is_plain ? facts.author : inert(facts.author, author_bytes_max);
}

plan::RowCommit row_commit(const CommitFacts& facts) {
  return {facts.id, author_of(facts), in_calendar(facts.at), facts.ticket};
}

std::vector<Part> parts_of(const plan::Action& action) {
  if (const auto* replace = std::get_if<plan::ReplaceCharges>(&action)) {
    std::vector<Part> parts;
    for (const auto& move : replace->moves) parts.insert(parts.end(), move.parts.begin(), move.parts.end());
    return parts;
  }
  return std::visit(
      [](const auto& one) -> std::vector<Part> {
        if constexpr (requires { one.parts; }) return one.parts;
        return {};
      },
      action);
}

bool follows_from_the_file(const plan::Row& row) {
  const auto asks = [](plan::Cause cause) {
    return cause == plan::Cause::config || cause == plan::Cause::adoption;
  };
  if (asks(row.cause)) return true;
  const auto* update = std::get_if<plan::UpdateCharge>(&row.action);
  return update != nullptr && std::any_of(update->causes.begin(), update->causes.end(),
                                          [&](const plan::FieldCause& field) { return asks(field.cause); });
}

/// Who wrote what, over one file and one blame.
class Origins {
 public:
  Origins(std::string_view text, const Desired& desired, const LineOrigins& lines)
      : file_(text), desired_(desired), lines_(lines), defaults_(file_.table(file_.header_of("defaults"))) {
    for (const auto& mapping : desired.mappings) mappings_.emplace(mapping.place.line, &mapping);
    for (const auto& product : desired.products) products_.emplace(product.name, newest_in(product));
    for (const auto& moved : desired.moved) moved_[moved.tenant].push_back(&moved);
  }

  std::optional<Written> newest_of(const Mapping& mapping) const {
    auto out = newest(table(mapping.place));
    for (const auto& own : mapping.products) keep(out, newest_in(own));
    return out;
  }

  /// Of everything that the row follows from; nullopt where all of that is older.
  std::optional<Written> newest_of(const plan::Row& row) const {
    const auto found = mappings_.find(row.origin.line);
    if (found == mappings_.end()) return std::nullopt;
    const Mapping& mapping = *found->second;
    auto out = newest_of(mapping);
    if (!follows_from_the_file(row)) return out;
    for (const auto& part : parts_of(row.action))
      if (const auto product = products_.find(part.product); product != products_.end())
        keep(out, product->second);
    for (const auto line : defaults_)
      if (!mapping.places.contains(std::string(file_.key_on(line)))) keep(out, newest({line}));
    add_special_cases(row, mapping, out);
    if (const auto place = desired_.places.find("billing.external_product");
        place != desired_.places.end() && std::holds_alternative<plan::LinkAccount>(row.action))
      keep(out, newest({place->second.line}));
    return out;
  }

 private:
  std::vector<std::int32_t> table(const Place& header) const { return file_.table(header.line); }

  /// The first of the lines of the newest commit.
  std::optional<Written> newest(const std::vector<std::int32_t>& lines) const {
    std::optional<Written> out;
    for (const auto line : lines)
      if (const auto commit = lines_.commit_of(line)) keep(out, Written{*commit, line});
    return out;
  }

  /// Of a product or of own terms of one.
  template <class Block>
  std::optional<Written> newest_in(const Block& block) const {
    auto out = newest(table(block.place));
    for (const auto& [key, place] : block.places) keep(out, newest({place.line}));
    return out;
  }

  void add_special_cases(const plan::Row& row, const Mapping& mapping, std::optional<Written>& out) const {
    for (const auto& key : plan::keys_of(row.action)) {
      for (const auto& adopt : desired_.adopts)
        if (adopt.account == row.account && adopt.item == key.item) keep(out, newest(table(adopt.place)));
      for (const auto& one : desired_.overrides)
        if (one.account == row.account && one.item == key.item) keep(out, newest(table(one.place)));
    }
    const auto moved = moved_.find(mapping.tenant);
    if (moved == moved_.end()) return;
    for (const auto* one : moved->second) keep(out, newest(table(one->place)));
  }

  static void keep(std::optional<Written>& newest, const std::optional<Written>& other) {
    if (other && (!newest || other->commit < newest->commit)) newest = other;
  }

  FileLines file_;
  const Desired& desired_;
  const LineOrigins& lines_;
  std::vector<std::int32_t> defaults_;
  std::map<std::int32_t, const Mapping*> mappings_;  ///< by the line of their header
  std::map<std::string, std::optional<Written>> products_;
  std::map<std::string, std::vector<const Moved*>> moved_;
};

/// What the ledger does not know of the mappings yet.
std::vector<MappingOrigin> news_of(const Origins& origins, const Desired& desired, const LineOrigins& lines,
                                   const LedgerState& ledger) {
  std::vector<MappingOrigin> news;
  for (const auto& mapping : desired.mappings) {
    const auto written = mapping.is_dormant ? std::nullopt : origins.newest_of(mapping);
    if (!written) continue;
    auto commit = row_commit(lines.commits[written->commit]);
    MappingOrigin origin{mapping.account, std::move(commit.id), std::move(commit.author), commit.at,
                         std::move(commit.ticket)};
    const auto known = ledger.origins.find(mapping.account);
    if (known == ledger.origins.end() || known->second != origin) news.push_back(std::move(origin));
  }
  return news;
}

void place_at(Place& place, std::int32_t line) {
  if (place.line == line) return;
  place.line = line;
  place.column = 1;
}

Diagnostic unknown(const Error& error, const std::string& file) {
  return {{file, 0, 0, ""},
          "origin-unknown",
          Severity::warning,
          Scope::file,
          -1,
          "Who changed what the rows follow from is not known: " + error.message,
          error.hint};
}

}  // namespace

void name_origins(plan::Plan& plan, std::string_view text, const Desired& desired, const LedgerState& ledger,
                  const Result<LineOrigins>& lines) {
  if (!lines) {
    plan.problems.push_back(unknown(lines.error(), plan.config.file));
    return;
  }
  const Origins origins(text, desired, *lines);
  for (auto& row : plan.rows) {
    if (const auto written = origins.newest_of(row)) {
      row.commit = row_commit(lines->commits[written->commit]);
      place_at(row.origin, written->line);
    } else if (const auto known = ledger.origins.find(row.account); known != ledger.origins.end()) {
      const MappingOrigin& origin = known->second;
      row.commit = plan::RowCommit{origin.commit, origin.author, origin.at, origin.ticket};
    }
  }
  plan.bookkeeping.origins = news_of(origins, desired, *lines, ledger);
  plan.bookkeeping.knows_origins = true;
}

}  // namespace tariff::app
