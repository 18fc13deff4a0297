#include <unordered_set>

#include <nlohmann/json.hpp>

#include "base/inert.hpp"
#include "text/json.hpp"

namespace tariff {
namespace {

struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

Position position_of(std::string_view bytes, std::size_t offset) {
  Position position;
  for (std::size_t i = 0; i < offset && i < bytes.size(); ++i) {
    if (bytes[i] == '\n') {
      ++position.line;
      position.column = 1;
    } else {
      ++position.column;
    }
  }
  return position;
}

/// Builds our values from nlohmann's events, so that its own tree, its narrowing and its copying never take
/// part.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  bool null() override { return add(Json{}); }
  bool boolean(bool value) override { return add(Json::boolean(value)); }
  bool number_integer(number_integer_t value) override { return add(Json::number(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    return add(Json::number_text(std::to_string(value)));
  }
  bool number_float(number_float_t, const string_t& digits) override {
    return add(Json::number_text(digits));
  }
  bool string(string_t& value) override { return add(Json::string(value)); }
  bool binary(binary_t&) override { return stop("binary data"); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (is_known(name)) return stop("the member \"" + inert(name, 80) + "\" twice");
    names_.back() = name;
    return true;
  }

  bool parse_error(std::size_t offset, const std::string& token,
                   const nlohmann::detail::exception& failure) override {
    offset_ = offset;
    if (problem_.empty()) {
      problem_ = failure.id == 408 ? "a number out of range" : "\"" + inert(token, 60) + "\" out of place";
    }
    return false;
  }

  const std::string& problem() const { return problem_; }
  std::size_t offset() const { return offset_; }
  Json take() { return std::move(root_); }

 private:
  bool stop(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  /// A few members are searched one by one; a set keeps an object of very many from costing their square.
  bool is_known(const std::string& name) {
    const auto& members = open_.back().members();
    if (members.size() < searched_max) return open_.back().find(name) != nullptr;
    auto& known = known_.back();
    if (known.empty())
      for (const auto& member : members) known.insert(member.first);
    return !known.insert(name).second;
  }

  bool add(Json value) {
    if (++values_ > limits_.values_max)
      return stop("more than " + std::to_string(limits_.values_max) + " values");
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_array()) {
      open_.back().push(std::move(value));
    } else {
      open_.back().members().emplace_back(std::move(names_.back()), std::move(value));
    }
    return true;
  }

  bool open(Json container) {
    if (open_.size() >= limits_.depth_max)
      return stop("more than " + std::to_string(limits_.depth_max) + " levels");
    open_.push_back(std::move(container));
    names_.emplace_back();
    known_.emplace_back();
    return true;
  }

  bool close() {
    Json value = std::move(open_.back());
    open_.pop_back();
    names_.pop_back();
    known_.pop_back();
    return add(std::move(value));
  }

  static constexpr std::size_t searched_max = 16;
  JsonLimits limits_;
  Json root_;
  std::vector<Json> open_;
  std::vector<std::string> names_;
  std::vector<std::unordered_set<std::string>> known_;
  std::size_t values_ = 0;
  std::string problem_;
  std::size_t offset_ = 0;
};

Error not_json(std::string message) {
  return {ErrorKind::refused, std::move(message),
          "Check that the address names the service itself and not a page before it."};
}

std::string_view without_leading_space(std::string_view bytes) {
  const auto start = bytes.find_first_not_of(" \t\r\n");
  return start == std::string_view::npos ? std::string_view{} : bytes.substr(start);
}

}  // namespace

Result<Json> read_json(std::string_view bytes, const JsonLimits& limits) {
  if (bytes.size() > limits.bytes_max)
    return not_json("Found " + std::to_string(bytes.size()) + " bytes of JSON, expected at most " +
                    std::to_string(limits.bytes_max) + ".");
  const auto start = without_leading_space(bytes);
  if (start.empty()) return not_json("Found nothing, expected JSON.");
  if (start.front() == '<') return not_json("Found an HTML or XML page, expected JSON: " + inert(start, 60));
  if (start.starts_with("\xEF\xBB\xBF")) return not_json("Found a byte order mark, expected JSON.");
  Builder builder(limits);
  const bool good = nlohmann::json::sax_parse(bytes, &builder, nlohmann::json::input_format_t::json, true);
  if (good) return builder.take();
  if (builder.offset() == 0) return not_json("Found JSON with " + builder.problem() + ".");
  const Position at = position_of(bytes, builder.offset() - 1);
  return not_json("Found JSON that breaks off at line " + std::to_string(at.line) + ", column " +
                  std::to_string(at.column) + ": " + builder.problem() + ".");
}

}  // namespace tariff
