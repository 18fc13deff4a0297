#include <chrono>
#include <set>

#include "sandbox/relative_date.hpp"
#include "sandbox/world.hpp"
#include "sandbox/world_shape.hpp"
#include "text/json.hpp"
#include "text/match.hpp"
#include "text/time.hpp"

namespace tariff::sandbox {
namespace {

// A generated world of 10,000 tenants is some 20 MB; nobody but its owner hands it to the sandbox.
constexpr JsonLimits limits{std::size_t{1} << 30U, 16, 100'000'000};

/// Reads the members of one object; keeps the first thing that is wrong.
class Reader {
 public:
  Reader(const Json& json, std::string path, Instant now) : json_(json), path_(std::move(path)), now_(now) {
    if (!json_.is_object()) wrong("", "an object");
  }

  void text(std::string_view name, std::string& value) {
    if (const Json* found = take(name); found && is(name, found->is_string(), "a text")) value = found->raw();
  }
  void number(std::string_view name, std::int64_t& value) {
    const Json* found = take(name);
    if (!found) return;
    const auto number = found->is_number() ? whole_number(found->raw()) : std::nullopt;
    if (is(name, number.has_value(), "a whole number")) value = *number;
  }
  void optional_number(std::string_view name, std::optional<std::int64_t>& value) {
    const Json* found = json_.find(name);
    if (found && found->is_null()) {
      names_.insert(name);
      return;
    }
    std::int64_t number_found = 0;
    number(name, number_found);
    if (found && !error_) value = number_found;
  }
  void boolean(std::string_view name, bool& value) {
    if (const Json* found = take(name); found && is(name, found->is_boolean(), "true or false"))
      value = found->truth();
  }
  void decimal(std::string_view name, std::string& value) {
    if (const Json* found = take(name)) read_decimal(name, *found, value);
  }
  void instant(std::string_view name, std::string& value) { date(name, value, "T00:00:00Z"); }
  void local_date(std::string_view name, std::string& value) { date(name, value, "T00:00:00"); }
  void moment(std::string_view name, Instant& value) {
    std::optional<Instant> found;
    optional_moment(name, found);
    if (found) value = *found;
  }
  void optional_moment(std::string_view name, std::optional<Instant>& value) {
    std::string resolved;
    instant(name, resolved);
    if (resolved.empty()) return;
    value = read_instant(resolved);
    is(name, value.has_value(), "a date, or a moment with its zone such as 2027-01-31T09:00:00Z");
  }
  template <class Value, std::size_t count>
  void word(std::string_view name, Value& value, const business_hub::Words<Value, count>& words) {
    const Json* found = take(name);
    if (!found) return;
    const auto known = found->is_string() ? business_hub::value_of(words, found->raw()) : std::nullopt;
    if (is(name, known.has_value(), business_hub::all_of(words))) value = *known;
  }
  void prices(std::string_view name, std::map<std::int64_t, std::string>& prices) {
    const Json* found = take(name);
    if (!found || !is(name, found->is_object(), "an object of level and price")) return;
    for (const auto& [level, price] : found->members()) {
      const auto id = whole_number(level);
      if (is(name, id.has_value(), "price levels by number")) read_decimal(name, price, prices[*id]);
    }
  }
  template <class T>
  void list(std::string_view name, std::vector<T>& things) {
    const Json* found = take(name);
    if (!found || !is(name, found->is_array(), "a list")) return;
    things.reserve(found->items().size());
    for (const auto& item : found->items()) {
      const std::string place = std::string(name) + "[" + std::to_string(things.size()) + "]";
      inside(item, place, things.emplace_back());
      if (error_) return;
    }
  }
  template <class T>
  void part(std::string_view name, T& thing) {
    if (const Json* found = take(name)) inside(*found, name, thing);
  }
  template <class T>
  void optional_part(std::string_view name, std::optional<T>& thing) {
    if (const Json* found = take(name)) inside(*found, name, thing.emplace());
  }

  /// What is wrong; a member that nobody asked for counts as well.
  std::optional<Error> error() {
    for (const auto& [name, value] : json_.members()) {
      if (error_ || names_.contains(name)) continue;
      const auto near = nearest(name, {names_.begin(), names_.end()});
      error_ = Error{ErrorKind::refused, "The world has an unknown member " + path_of(name) + ".",
                     near.empty() ? "Remove it." : "Did you mean " + near + "?"};
    }
    return error_;
  }

 private:
  const Json* take(std::string_view name) {
    names_.insert(name);
    return error_ ? nullptr : json_.find(name);
  }
  std::string path_of(std::string_view name) const {
    if (path_.empty()) return std::string(name);
    return name.empty() ? path_ : path_ + "." + std::string(name);
  }
  void wrong(std::string_view name, std::string_view expected) {
    if (error_) return;
    const auto path = path_of(name);
    error_ = Error{
        ErrorKind::refused,
        "In the world, " + (path.empty() ? "the text" : path) + " is not " + std::string(expected) + ".", ""};
  }
  bool is(std::string_view name, bool as_expected, std::string_view expected) {
    if (!as_expected) wrong(name, expected);
    return as_expected;
  }
  void read_decimal(std::string_view name, const Json& found, std::string& value) {
    if (is(name, found.is_number() || found.is_string(), "a decimal number")) value = found.raw();
  }
  void date(std::string_view name, std::string& value, std::string_view midnight) {
    std::string written;
    text(name, written);
    if (written.empty()) return;
    const auto resolved = resolved_date(written, now_, midnight);
    if (is(name, resolved.has_value(), "a date such as 2027-01-31, +365d, -10d or today")) value = *resolved;
  }
  template <class T>
  void inside(const Json& json, std::string_view place, T& thing) {
    Reader reader(json, path_of(place), now_);
    describe(reader, thing);
    if (auto failure = reader.error(); failure && !error_) error_ = std::move(failure);
  }

  const Json& json_;
  std::string path_;
  Instant now_;
  std::set<std::string_view> names_;
  std::optional<Error> error_;
};

class Writer {
 public:
  void text(std::string_view name, const std::string& value) { set(name, Json::string(value)); }
  void number(std::string_view name, std::int64_t value) { set(name, Json::number(value)); }
  void optional_number(std::string_view name, const std::optional<std::int64_t>& value) {
    if (value) number(name, *value);
  }
  void boolean(std::string_view name, bool value) { set(name, Json::boolean(value)); }
  void decimal(std::string_view name, const std::string& value) { text(name, value); }
  void instant(std::string_view name, const std::string& value) { text(name, value); }
  void local_date(std::string_view name, const std::string& value) { text(name, value); }
  void moment(std::string_view name, Instant value) { text(name, write_instant(value)); }
  void optional_moment(std::string_view name, const std::optional<Instant>& value) {
    if (value) moment(name, *value);
  }
  template <class Value, std::size_t count>
  void word(std::string_view name, Value value, const business_hub::Words<Value, count>& words) {
    text(name, std::string(business_hub::word_of(words, value)));
  }
  void prices(std::string_view name, const std::map<std::int64_t, std::string>& prices) {
    Json object = Json::object();
    for (const auto& [level, price] : prices)
      object.members().emplace_back(std::to_string(level), Json::string(price));
    set(name, std::move(object));
  }
  template <class T>
  void list(std::string_view name, std::vector<T>& things) {
    Json array = Json::array();
    array.items().reserve(things.size());
    for (auto& thing : things) array.items().push_back(written(thing));
    set(name, std::move(array));
  }
  template <class T>
  void part(std::string_view name, T& thing) {
    set(name, written(thing));
  }
  template <class T>
  void optional_part(std::string_view name, std::optional<T>& thing) {
    if (thing) part(name, *thing);
  }
  template <class T>
  static Json written(T& thing) {
    Writer writer;
    describe(writer, thing);
    return std::move(writer.json_);
  }

 private:
  void set(std::string_view name, Json value) { json_.members().emplace_back(name, std::move(value)); }
  Json json_ = Json::object();
};

}  // namespace

Result<World> read_world(std::string_view json, Instant now) {
  const auto parsed = read_json(json, limits);
  if (!parsed) return parsed.error();
  World world;
  Reader reader(*parsed, "", now);
  describe(reader, world);
  if (auto failure = reader.error()) return *std::move(failure);
  return world;
}

std::string write_world(const World& world) {
  // The shape is said once, for a world that may change; the writer only looks.
  World copy = world;
  return Writer::written(copy).text();
}

}  // namespace tariff::sandbox
