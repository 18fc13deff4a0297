#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "sandbox/generate.hpp"

/// What generated worlds are made of.
namespace tariff::sandbox {

struct Level {
  std::int64_t id;
  std::string_view name;
};
inline constexpr std::array<Level, 3> levels{{{1, "Bronze"}, {2, "Silver"}, {3, "Gold"}}};

/// Numbers that are the same everywhere: the standard fixes the engine, not its distributions.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(list.size())];
  }
  std::string hex(std::size_t length) {
    std::string out;
    while (out.size() < length) out += "0123456789abcdef"[below(16)];
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

/// The number with zeros in front.
std::string padded(std::int64_t number, int width);
std::string guid(Dice& dice);

inline constexpr std::array<std::string_view, 12> first_words{"Amber",     "Birch",  "Cobalt", "Dorado",
                                                              "Evergreen", "Fjörd",  "Granit", "Harbour",
                                                              "Indigo",    "Jasmin", "Kōhaku", "Łąka"};
inline constexpr std::array<std::string_view, 12> second_words{"Bakery",  "Clinic",    "Design", "Energy",
                                                               "Foods",   "Garage",    "Hotels", "Invest",
                                                               "Kliniek", "Logistics", "Möbel",  "Studio"};

inline constexpr std::array<std::string_view, 3> licence_names{
    "Kaspersky Endpoint Security for Business - Select (subscription)",
    "Kaspersky Endpoint Security for Business - Advanced (subscription)",
    "Kaspersky EDR Optimum (subscription)"};

inline constexpr std::int64_t first_account = 10'001;
inline constexpr std::int64_t first_agreement = 500'001;

/// A subscription of that product that runs for a year; `product` is an index of licence_names.
LicenceKey licence_key(std::int64_t tenant, std::size_t product);
/// A device that uses one key: of ten about six workstations, two servers, a Linux machine and a Mac.
Host device(Dice& dice, std::int64_t number, const LicenceKey& key);

/// Price levels, items with their prices and the External Product.
void add_catalogue(Tigerpaw& tigerpaw);
void add_credentials(World& world, Dice& dice);

/// The text of a file up to its mappings.
std::string file_head(Dice& dice, const GenerateOptions& options);
/// One mapping; `billing` as the file writes it.
struct MappingText {
  const VirtualServer& server;
  const Account& account;
  const Agreement& agreement;
  std::string_view level;
  std::string_view billing = "true";
};
std::string mapping(const MappingText& text);

}  // namespace tariff::sandbox
