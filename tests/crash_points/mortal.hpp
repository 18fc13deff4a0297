#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ports/ledger.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/tigerpaw_writer.hpp"

namespace tariff::crash_points {

/// Thrown where the process dies; nothing of it is left but what its ports have done.
struct Died {};

/// Counts the moments of a run between which something changes, and ends it at one of them.
class Mortality {
 public:
  /// The run dies at that moment, counted from 1; at 0 it lives.
  explicit Mortality(std::int64_t dies_at = 0) : dies_at_(dies_at) {}
  void pass(std::string moment) {
    moments_.push_back(std::move(moment));
    if (static_cast<std::int64_t>(moments_.size()) == dies_at_) throw Died{};
  }
  /// "before set", "after append", in their order.
  const std::vector<std::string>& moments() const { return moments_; }

 private:
  std::int64_t dies_at_;
  std::vector<std::string> moments_;
};

/// A ledger whose user may die before and after each call.
class MortalLedger final : public StoredLedger {
 public:
  MortalLedger(StoredLedger& ledger, Mortality& mortality) : ledger_(ledger), mortality_(mortality) {}
  Result<LedgerSnapshot> read() override { return ledger_.read(); }
  Result<LedgerHead> append(const LedgerHead& expected, const std::vector<Event>& events) override;
  Status each_entry(const std::function<Status(const LedgerEntry&)>& visit) override {
    return ledger_.each_entry(visit);
  }

 private:
  StoredLedger& ledger_;
  Mortality& mortality_;
};

/// The write half of Tigerpaw, alike: before it is sent, once it is executed, and once it is answered.
class MortalWriter final : public TigerpawWriter {
 public:
  MortalWriter(TigerpawWriter& writer, Mortality& mortality) : writer_(writer), mortality_(mortality) {}
  WriteAnswer create(AgreementNumber agreement, const CreateLine& line) override;
  WriteAnswer set(AgreementNumber agreement, const SetLine& line) override;
  WriteAnswer remove(AgreementNumber agreement, const RemoveLine& line) override;
  WriteAnswer link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                   const std::string& external_id) override;

 private:
  TigerpawWriter& writer_;
  Mortality& mortality_;
};

}  // namespace tariff::crash_points
