#include "simulation/naive.hpp"

#include <array>
#include <chrono>
#include <memory>

#include "domain/charge_lines.hpp"
#include "simulation/bounds.hpp"
#include "simulation/people.hpp"
#include "simulation/runner.hpp"
#include "support/tiny_world.hpp"

namespace tariff::simulation {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr plan::Consent every_consent{true, true, true, true};
constexpr int tries_max = 5;

/// A run without a ledger: lists, compares, writes.
class NaiveRun {
 public:
  NaiveRun(Site& site, Strategy strategy) : site_(site), strategy_(strategy), ports_(site, every_consent) {}

  void work() {
    const auto file = site_.file;
    for (const auto& mapping : file->mappings) {
      const Usage& usage = site_.usage[TenantId(mapping.account.value() - 10007)];
      const auto listed = ports_.agreement(*mapping.agreement);
      for (const auto& [key, value] : wanted_by(*file, mapping, usage, site_.tigerpaw.world().items))
        keep(*listed, key, value);
    }
  }

 private:
  void keep(const Agreement& listed, const ChargeKey& key, const LineValue& wanted) {
    const auto lines = lines_with(listed, key.item);
    if (lines.empty() && wanted.quantity > 0)
      insist(key, wanted, [&] {
        return ports_.create_with({key.item, "", wanted.level, wanted.price}, key.agreement, wanted.quantity);
      });
    if (lines.empty() || value_of(*lines.front()) == wanted) return;
    const SetLine set{lines.front()->id, key.item, wanted.quantity, wanted.level, wanted.price};
    insist(key, wanted, [&] { return ports_.set(key.agreement, set); });
  }

  template <class Send>
  void insist(const ChargeKey& key, const LineValue& wanted, const Send& send) {
    int tries = 1;
    WriteAnswer answer = send();
    while (answer.kind == WriteClass::unknown && tries < tries_max && again(key, wanted, tries)) {
      answer = send();
      ++tries;
    }
  }

  bool again(const ChargeKey& key, const LineValue& wanted, int tries) {
    switch (strategy_) {
      case Strategy::blind_retry:
        return true;
      case Strategy::read_back_then_retry:
        return !shows(key, wanted);
      case Strategy::library_default:
        return tries == 1;
      case Strategy::quantity_in_create:
      case Strategy::ours:
        return false;
    }
    return false;
  }

  bool shows(const ChargeKey& key, const LineValue& wanted) {
    const auto listed = ports_.agreement(key.agreement);
    for (const auto* line : lines_with(*listed, key.item))
      if (value_of(*line) == wanted) return true;
    return false;
  }

  Site& site_;
  Strategy strategy_;
  Runner ports_;
};

/// Every customer is on, and linked: only the outcomes of writes are at stake here.
void make_plain(Site& site, std::int64_t unknown_per_thousand) {
  site.weather = Weather::calm();
  // They are drawn one after the other: each share is of what is left.
  std::int64_t left = 1000;
  const std::int64_t third = unknown_per_thousand / 3;
  for (const auto trouble : {Trouble::reply_lost, Trouble::late, Trouble::never}) {
    const std::int64_t share = trouble == Trouble::never ? unknown_per_thousand - 2 * third : third;
    site.weather.set(trouble, share * 1000 / left);
    left -= share;
  }
  site.lease = seconds(0);
  Desired file = *site.file;
  for (auto& mapping : file.mappings) {
    mapping.billing = Billing::on;
    tiny::account_of(site.tigerpaw.world_now(), mapping.account.value()).cross_references = {
        {CrossReferenceId(1), ExternalProductId(5), "Kaspersky", "UID"}};
  }
  site.commit(std::move(file));
}

void start(Site& site, Strategy strategy, Instant when) {
  site.timeline.start_at(when, [&site, strategy] {
    if (strategy == Strategy::ours) return Runner(site, every_consent).work();
    NaiveRun(site, strategy).work();
  });
}

/// What our lines of one key came to, beside what they should bill.
void count_key(const Agreement& agreement, const ItemId& item, const LineValue& wanted, Harm& harm) {
  std::int64_t amounts = 0;
  bool is_right = true;
  for (const auto* line : lines_with(agreement, item)) {
    if (line->quantity == 0) continue;
    ++amounts;
    is_right = is_right && value_of(*line) == wanted;
  }
  harm.duplicates += amounts > 1 ? amounts - 1 : 0;
  harm.lost += amounts == 0 && wanted.quantity > 0 ? 1 : 0;
  harm.wrong += amounts == 1 && (!is_right || wanted.quantity == 0) ? 1 : 0;
}

void count_harm(const Site& site, Harm& harm) {
  for (const auto& mapping : site.file->mappings) {
    const auto usage = site.usage.at(TenantId(mapping.account.value() - 10007));
    for (const auto& [key, value] : wanted_by(*site.file, mapping, usage, site.tigerpaw.world().items))
      count_key(site.tigerpaw.agreement(key.agreement), key.item, value, harm);
  }
}

Harm live_a_week(std::uint64_t seed, Strategy strategy, std::int64_t unknown_per_thousand) {
  Figures figures;
  Site site(seed, figures, false);
  make_plain(site, unknown_per_thousand);
  const Instant first = site.timeline.now();
  for (int day = 0; day < 7; ++day) {
    const Instant night = first + std::chrono::days(day);
    start(site, strategy, night);
    if (site.dice.chance(140)) start(site, strategy, night + seconds(site.dice.between(0, 60)));
    site.timeline.run_until(night + hours(20));
    move_usage(site);
  }
  site.weather = Weather::calm();
  start(site, strategy, site.timeline.now());
  site.timeline.run_until(site.timeline.now() + hours(4));
  Harm harm;
  harm.writes = figures.writes;
  count_harm(site, harm);
  return harm;
}

std::string column(std::string text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

}  // namespace

std::string_view strategy_name(Strategy strategy) {
  switch (strategy) {
    case Strategy::blind_retry:
      return "blind retry";
    case Strategy::read_back_then_retry:
      return "read back, then retry";
    case Strategy::library_default:
      return "library's own re-send";
    case Strategy::quantity_in_create:
      return "quantity in the create";
    case Strategy::ours:
      return "ours";
  }
  return "";
}

Harm measure(Strategy strategy, std::int64_t unknown_per_thousand, std::int64_t writes_min) {
  Harm sum;
  for (std::uint64_t seed = 1; sum.writes < writes_min; ++seed) {
    const Harm harm = live_a_week(seed, strategy, unknown_per_thousand);
    sum.writes += harm.writes;
    sum.duplicates += harm.duplicates;
    sum.lost += harm.lost;
    sum.wrong += harm.wrong;
  }
  return sum;
}

std::string naive_table(std::int64_t writes_min) {
  constexpr std::array<std::int64_t, 4> shares{0, 10, 100, 500};
  std::string text = "Per million writes: duplicates / lost / wrong\n" + std::string(24, ' ');
  for (const auto share : shares) text += column(std::to_string(share / 10) + " % unknown", 24);
  text += "\n";
  for (int index = 0; index < strategies; ++index) {
    const auto strategy = static_cast<Strategy>(index);
    std::string name(strategy_name(strategy));
    name.resize(24, ' ');
    text += name;
    for (const auto share : shares) {
      const Harm harm = measure(strategy, share, writes_min);
      const auto per_million = [&](std::int64_t count) {
        return std::to_string(count * 1'000'000 / harm.writes);
      };
      text += column(
          per_million(harm.duplicates) + " / " + per_million(harm.lost) + " / " + per_million(harm.wrong),
          24);
    }
    text += "\n";
  }
  return text;
}

}  // namespace tariff::simulation
