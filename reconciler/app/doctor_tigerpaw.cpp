#include <algorithm>
#include <optional>

#include "app/check_lines.hpp"
#include "app/doctor.hpp"
#include "app/doctor_service.hpp"

namespace tariff::app {
namespace {

/// The ids of the reads that a plan needs, in the order in which they are tried.
constexpr const char* reads[] = {"tigerpaw-price-levels", "tigerpaw-external-products", "tigerpaw-accounts",
                                 "tigerpaw-items",        "tigerpaw-account",           "tigerpaw-agreements",
                                 "tigerpaw-charges",      "tigerpaw-cross-references"};

/// Tries one read after the other and notes how each went.
class Reads {
 public:
  Reads(TigerpawReader& reader, const Desired* desired) : reader_(reader), desired_(desired) {}

  void read(CheckedTigerpaw& out) {
    read_lists(out);
    const auto account = account_to_read();
    if (!account) {
      for (const char* id :
           {"tigerpaw-account", "tigerpaw-agreements", "tigerpaw-charges", "tigerpaw-cross-references"})
        out.lines.push_back(untried_line(id, "No account is known that could be read."));
      return;
    }
    one(out, "tigerpaw-account", reader_.account(*account), "Account " + account->text() + " can be read.");
    const auto agreements = reader_.agreements_of(*account);
    list(out, "tigerpaw-agreements", "active agreements of account " + account->text(), agreements);
    read_charges(out, agreement_to_read(*account, agreements));
    list(out, "tigerpaw-cross-references", "cross-references of account " + account->text(),
         reader_.cross_references(*account));
  }

 private:
  void read_lists(CheckedTigerpaw& out) {
    list(out, "tigerpaw-price-levels", "price levels", reader_.price_levels());
    const auto products = reader_.external_products();
    list(out, "tigerpaw-external-products", "External Products", products);
    if (products) out.products = *products;
    const auto accounts = reader_.accounts();
    list(out, "tigerpaw-accounts", "accounts", accounts);
    if (accounts) accounts_ = *accounts;
    list(out, "tigerpaw-items", "price book items", reader_.items());
  }

  /// A mapped account, where there is one; a wrong number in the file is for `plan` to tell.
  std::optional<AccountNumber> account_to_read() const {
    const auto is_listed = [this](AccountNumber number) {
      return std::any_of(accounts_.begin(), accounts_.end(),
                         [&](const AccountSummary& account) { return account.number == number; });
    };
    if (desired_ != nullptr)
      for (const auto& mapping : desired_->mappings)
        if (accounts_.empty() || is_listed(mapping.account)) return mapping.account;
    if (accounts_.empty()) return std::nullopt;
    return accounts_.front().number;
  }

  std::optional<AgreementNumber> agreement_to_read(
      AccountNumber account, const Result<std::vector<AgreementSummary>>& agreements) const {
    if (desired_ != nullptr)
      for (const auto& mapping : desired_->mappings)
        if (mapping.account == account && mapping.agreement) return mapping.agreement;
    if (!agreements || agreements->empty()) return std::nullopt;
    return agreements->front().number;
  }

  void read_charges(CheckedTigerpaw& out, const std::optional<AgreementNumber>& number) {
    if (!number) {
      out.lines.push_back(untried_line("tigerpaw-charges", "No agreement is known that could be read."));
      return;
    }
    const auto agreement = reader_.agreement(*number);
    const std::size_t lines = agreement ? agreement->lines.size() : 0;
    one(out, "tigerpaw-charges", agreement,
        "Agreement " + number->text() + " can be read, with its charges: " + std::to_string(lines) + ".");
    if (agreement) out.sizes.emplace_back("charges of agreement " + number->text(), lines);
  }

  template <class Thing>
  static void one(CheckedTigerpaw& out, const char* id, const Result<Thing>& read, const std::string& found) {
    out.lines.push_back(read ? good_line(id, found) : failed_service_line(id, read.error()));
  }

  template <class Thing>
  static void list(CheckedTigerpaw& out, const char* id, const std::string& what,
                   const Result<std::vector<Thing>>& read) {
    const std::size_t rows = read ? read->size() : 0;
    one(out, id, read, "The list of " + what + " can be read, rows: " + std::to_string(rows) + ".");
    if (read) out.sizes.emplace_back(what, rows);
  }

  TigerpawReader& reader_;
  const Desired* desired_;
  std::vector<AccountSummary> accounts_;
};

/// Sizes at which services are known to cut a list. None is documented for either of ours.
constexpr std::size_t page_sizes[] = {25, 50, 100, 200, 250, 500, 1000, 2000, 5000};

}  // namespace

CheckedTigerpaw check_tigerpaw(TigerpawReader& reader, ServicePeer& peer, const Desired* desired) {
  const ServiceFacts facts = peer.look();
  CheckedTigerpaw out{check_service("tigerpaw", facts)};
  if (!facts.failure) {
    Reads(reader, desired).read(out);
    return out;
  }
  for (const char* id : reads) out.lines.push_back(untried_line(id, "There is no connection to read over."));
  return out;
}

CheckLine check_list_sizes(const ListSizes& sizes) {
  std::string all, round;
  const auto add = [](std::string& to, const std::pair<std::string, std::size_t>& list) {
    to += (to.empty() ? "" : ", ") + list.first + " " + std::to_string(list.second);
  };
  for (const auto& list : sizes) {
    add(all, list);
    if (std::find(std::begin(page_sizes), std::end(page_sizes), list.second) != std::end(page_sizes))
      add(round, list);
  }
  if (sizes.empty()) return untried_line("page-sizes", "No list was read.");
  if (round.empty()) return good_line("page-sizes", "No list has the size of a page: " + all + ".");
  return warning_line(
      "page-sizes", "These lists have exactly the size of a page and may be cut: " + round + ".",
      "Compare with what the service's own console shows. Lists of accounts and items are read page "
      "by page up to TotalCount; the others come as one reply, and nothing tells how many there are.");
}

}  // namespace tariff::app
