#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "domain/observed.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/tigerpaw_writer.hpp"

namespace tariff::test {

/// What happens to one write. Source: charge-protocol.md sections 5 and 10.
enum class WriteFault {
  none,
  reply_lost,    ///< executed, and the answer never came
  never_came,    ///< lost on the way, and it stays lost
  late,          ///< lost on the way, executed when deliver_late() is called
  refused,       ///< a definite no
  not_sent,      ///< nothing left this machine
  unauthorized,  ///< a definite no to everything
  busy,          ///< 503, not executed
  busy_done,     ///< 503, executed all the same
};

/// What happens to one reading of an agreement.
enum class ReadFault {
  none,
  fails,  ///< nothing was read
  stale,  ///< the list as it was before the last write
};

/// Tigerpaw in memory: both ports over one world, with a queue of faults and a witness of every write.
///
/// Shape: a fault is taken from its queue for each write or agreement read; an empty queue means none.
class FakeTigerpaw final : public TigerpawReader, public TigerpawWriter {
 public:
  explicit FakeTigerpaw(Observed world) : world_(std::move(world)) {}

  Observed& world() { return world_; }
  const Observed& world() const { return world_; }
  std::deque<WriteFault> write_faults;
  std::deque<ReadFault> read_faults;
  /// Called once, before the next write; another run may do its work here.
  std::function<void()> before_next_write;
  /// Called after every change of the world.
  std::function<void()> after_each_write;
  /// Executes what was lost and comes late.
  void deliver_late();
  /// Lists have caught up with the writes: from now on a stale one shows what stands there.
  void settle() { before_last_write_.clear(); }

  /// Every write that was sent: "create 50001 KES-SELECT", "set 1 5 3.50", "remove 1", "link 10010".
  const std::vector<std::string>& writes() const { return writes_; }
  /// The quantity of all lines of an account after each write, the one before the first at the front.
  std::vector<std::int64_t> quantities_of(AccountNumber account) const;
  /// Keys that at some moment had two lines with money, in words. Shape: empty where the promise held.
  const std::vector<std::string>& two_amounts() const { return two_amounts_; }
  /// Keys for which two lines were ever made by this writer.
  const std::vector<std::string>& two_lines() const { return two_lines_; }
  /// The line that stands there; nullptr where none or several do.
  const ChargeLine* only_line(std::int64_t agreement, const std::string& item) const;

  Result<std::vector<PriceLevel>> price_levels() override { return world_.levels; }
  Result<std::vector<ExternalProduct>> external_products() override { return world_.external_products; }
  Result<std::vector<AccountSummary>> accounts() override { return world_.account_list; }
  Result<std::vector<ItemSummary>> items() override;
  Result<Account> account(AccountNumber number) override;
  Result<std::vector<AgreementSummary>> agreements_of(AccountNumber number) override;
  Result<Agreement> agreement(AgreementNumber number) override;
  Result<std::vector<ChargeLine>> charges(AgreementNumber number) override;
  Result<PriceBookItem> item(const ItemId& id) override;
  Result<std::vector<CrossReference>> cross_references(AccountNumber number) override;
  std::size_t parallel_max() const override { return 2; }

  WriteAnswer create(AgreementNumber agreement, const CreateLine& line) override;
  WriteAnswer set(AgreementNumber agreement, const SetLine& line) override;
  WriteAnswer remove(AgreementNumber agreement, const RemoveLine& line) override;
  WriteAnswer link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                   const std::string& external_id) override;

 private:
  using Effect = std::function<WriteAnswer()>;
  WriteAnswer send(std::string what, const Effect& effect);
  WriteAnswer execute(const Effect& effect);
  WriteAnswer create_now(AgreementNumber agreement, const CreateLine& line);
  WriteAnswer set_now(AgreementNumber agreement, const SetLine& line);
  WriteAnswer remove_now(AgreementNumber agreement, const RemoveLine& line);
  void look();

  Observed world_;
  std::map<AgreementNumber, Result<Agreement>> before_last_write_;
  std::vector<Effect> late_;
  std::vector<std::string> writes_;
  std::vector<std::map<AccountNumber, std::int64_t>> quantities_;
  std::vector<std::string> two_amounts_;
  std::vector<std::string> two_lines_;
  std::vector<DetailId> made_;
  std::int64_t last_id_ = 9000;
};

}  // namespace tariff::test
