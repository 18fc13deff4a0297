#include <algorithm>

#include <doctest/doctest.h>

#include "e2e/fault_matrix.hpp"
#include "text/match.hpp"

/// Every single fault on every kind of read that a plan needs: either it does no harm, or the run says what
/// it could not read and writes nothing.
namespace tariff::e2e {
namespace {

enum class Harm {
  none,     ///< the run does all that is wanted
  unread,   ///< 9, and nothing was written
  refused,  ///< 3 or 4: the service says that a thing does not exist, and nothing was written
};

enum class Of { both, tigerpaw, security_center };

struct ReadFault {
  Harm harm;
  Of service;
  std::string_view fault;
};

constexpr ReadFault read_faults[] = {
    {Harm::unread, Of::both, R"("fault":"close_before")"},
    {Harm::unread, Of::both, R"("fault":"close_during")"},
    {Harm::unread, Of::both, R"("fault":"reset")"},
    {Harm::none, Of::both, R"("fault":"drip","milliseconds":2)"},
    {Harm::unread, Of::both, R"("fault":"status","status":429,"retry_after":"1")"},
    {Harm::unread, Of::both, R"("fault":"status","status":500)"},
    {Harm::unread, Of::both, R"("fault":"status","status":502)"},
    {Harm::unread, Of::both, R"("fault":"status","status":503)"},
    {Harm::unread, Of::both, R"("fault":"status","status":401)"},
    {Harm::unread, Of::both, R"("fault":"status","status":403)"},
    {Harm::unread, Of::both, R"("fault":"status","status":400)"},
    {Harm::unread, Of::both, R"("fault":"status","status":404)"},
    {Harm::unread, Of::both, R"("fault":"redirect")"},
    {Harm::unread, Of::both, R"("fault":"html")"},
    {Harm::unread, Of::both, R"("fault":"empty")"},
    {Harm::unread, Of::both, R"("fault":"wrong_type")"},
    {Harm::unread, Of::both, R"("fault":"null_fields")"},
    {Harm::unread, Of::both, R"("fault":"truncated")"},
    {Harm::unread, Of::both, R"("fault":"total_lies")"},
    {Harm::unread, Of::both, R"("fault":"empty_list")"},
    {Harm::unread, Of::both, R"("fault":"same_page")"},
    {Harm::unread, Of::both, R"("fault":"other_echo")"},
    {Harm::unread, Of::tigerpaw, R"("fault":"locked")"},
    {Harm::none, Of::tigerpaw, R"("fault":"decimals","places":0)"},
    {Harm::none, Of::tigerpaw, R"("fault":"decimals","places":8)"},
    {Harm::unread, Of::security_center, R"("fault":"pxg_error","code":1184)"},
    {Harm::unread, Of::security_center, R"("fault":"pxg_error","code":1186)"},
    {Harm::unread, Of::security_center, R"("fault":"pxg_error","code":1195)"},
    {Harm::unread, Of::security_center, R"("fault":"session_expires")"},
};

/// Where a fault means something else than elsewhere.
struct Exception {
  Harm harm;
  std::string_view call;
  std::string_view fault;
};

constexpr auto accounts = "POST /api/accounts/search";
constexpr auto account = "GET /api/accounts/{n}/details";
constexpr auto agreements = "GET /api/agreements/account/{n}";
constexpr auto products = "GET /api/mastertables/externalproducts";
constexpr auto levels = "GET /api/mastertables/pricelevels";
constexpr auto item = "GET /api/pricebook/items/details";
constexpr auto servers = "VServers.GetVServers";
constexpr auto static_facts = "HostGroup.GetStaticInfo";
constexpr auto log_in = "Session.StartSession";

/// Where a fault finds nothing to change: no rows are counted, there is one page, no id stands there to
/// mistake, no number, no session.
struct Idle {
  std::string_view call;
  std::string_view fault;
};

constexpr Idle idle[] = {{account, "total_lies"},
                         {read_agreement, "total_lies"},
                         {products, "total_lies"},
                         {levels, "total_lies"},
                         {item, "total_lies"},
                         {servers, "total_lies"},
                         {static_facts, "total_lies"},
                         {log_in, "total_lies"},
                         {account, "same_page"},
                         {agreements, "same_page"},
                         {products, "same_page"},
                         {levels, "same_page"},
                         {item, "same_page"},
                         {servers, "same_page"},
                         {"LicenseKeys.AcquireKeyHosts", "same_page"},
                         {accounts, "other_echo"},
                         {products, "other_echo"},
                         {levels, "other_echo"},
                         {servers, "other_echo"},
                         {static_facts, "other_echo"},
                         {"LicenseKeys.*", "other_echo"},
                         {"HostGroup.FindHosts", "other_echo"},
                         {"GroupSyncIterator.*", "other_echo"},
                         {"ChunkAccessor.*", "other_echo"},
                         {"Session.EndSession", "other_echo"},
                         {log_in, "wrong_type"},
                         {log_in, "empty_list"},
                         {static_facts, "empty_list"},
                         {log_in, "session_expires"},
                         // The same list again and again hides what was written: faults_midway_test.cpp.
                         {read_agreement, "same_page"}};

constexpr Exception exceptions[] = {
    // The log-in landed on another server, as with a name that is there twice.
    {Harm::refused, static_facts, "same_page"},
    {Harm::refused, log_in, "other_echo"},
    // What a missing thing looks like: the mapping has a problem then.
    {Harm::refused, item, "other_echo"},
    {Harm::refused, account, "empty\""},
    {Harm::refused, read_agreement, "empty\""},
    {Harm::refused, item, "empty\""},
    {Harm::refused, account, "404"},
    {Harm::refused, read_agreement, "404"},
    {Harm::refused, item, "404"},
    {Harm::refused, products, "empty_list"},
    {Harm::refused, levels, "empty_list"},
    {Harm::refused, item, "empty_list"},
    {Harm::refused, servers, "empty_list"},
    // Nothing hangs on these lists: accounts are read one by one, and links before one is made.
    {Harm::none, accounts, "empty_list"},
    {Harm::none, account, "empty_list"},
};

/// Reads whose failure changes nothing: what they give back is given back by the session's end as well.
constexpr std::string_view courtesies[] = {"ChunkAccessor.Release", "GroupSyncIterator.ReleaseIterator",
                                           "Session.EndSession"};

/// Known to do harm today; see faults_found_test.cpp.
constexpr Exception found[] = {
    {Harm::unread, agreements, "empty"},
    {Harm::unread, agreements, "404"},
    {Harm::unread, "LicenseKeys.*", "empty_list"},
    {Harm::unread, "HostGroup.FindHosts", "empty_list"},
};

bool is_in(const Exception& one, const std::string& call, std::string_view fault) {
  return glob_match(one.call, call) && contains(fault, one.fault);
}

bool is_read(const std::string& call) {
  return !call.starts_with("SOAP") && call != post_link && call != list_links;
}

bool is_courtesy(const std::string& call) {
  return std::find(std::begin(courtesies), std::end(courtesies), call) != std::end(courtesies);
}

bool is_of(Of service, const std::string& call) {
  const bool is_tigerpaw = contains(call, "/api/");
  return service == Of::both || (service == Of::tigerpaw) == is_tigerpaw;
}

Harm harm_of(const ReadFault& fault, const std::string& call) {
  if (is_courtesy(call))
    return contains(fault.fault, "session_expires") && contains(call, "Iterator") ? Harm::unread : Harm::none;
  for (const auto& exception : exceptions)
    if (is_in(exception, call, fault.fault)) return exception.harm;
  return fault.harm;
}

bool is_idle(const std::string& call, std::string_view fault) {
  return std::any_of(std::begin(idle), std::end(idle), [&](const Idle& one) {
    return glob_match(one.call, call) && contains(fault, one.fault);
  });
}

bool is_found(const std::string& call, std::string_view fault) {
  return std::any_of(std::begin(found), std::end(found),
                     [&](const Exception& one) { return is_in(one, call, fault); });
}

void check_harm(const Seen& seen, Harm harm) {
  switch (harm) {
    case Harm::none:
      CHECK(seen.first.exit_code == 0);
      CHECK(seen.is_done);
      return;
    case Harm::unread:
      CHECK(seen.first.exit_code == 9);
      CHECK(seen.writes == 0);
      CHECK(says_why(seen.first));
      return;
    case Harm::refused:
      CHECK((seen.first.exit_code == 3 || seen.first.exit_code == 4));
      CHECK(seen.writes == 0);
      CHECK(says_why(seen.first));
      return;
  }
}

TEST_CASE("a read under any single fault that lasts does no harm, or nothing is written and it is said") {
  std::vector<Cell> cells;
  for (const auto& [call, count] : undisturbed_calls()) {
    if (!is_read(call)) continue;
    for (const auto& fault : read_faults) {
      if (!is_of(fault.service, call) || is_idle(call, fault.fault) || is_found(call, fault.fault)) continue;
      cells.push_back({call, every_time, std::string(fault.fault)});
    }
  }
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
    for (const auto& fault : read_faults)
      if (fault.fault == seen.cell.fault) check_harm(seen, harm_of(fault, seen.cell.call));
  }
}

TEST_CASE("a read that fails once in a way that passes is repeated, and nobody notices") {
  std::vector<Cell> cells;
  for (const auto& [call, count] : undisturbed_calls()) {
    if (!is_read(call) || contains(call, "GetNextItems")) continue;
    for (const auto* fault :
         {R"("fault":"close_before")", R"("fault":"close_during")", R"("fault":"status","status":503)",
          R"("fault":"status","status":429,"retry_after":"+1s")"})
      cells.push_back({call, nth_time(1), fault});
  }
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
    CHECK(seen.first.exit_code == 0);
  }
}

TEST_CASE("a session that ends midway, or a list that does not add up, is read once more in a new session") {
  std::vector<Cell> cells;
  for (const auto& [call, count] : undisturbed_calls())
    if (!contains(call, " ") && !is_courtesy(call) && call != log_in)
      cells.push_back({call, nth_time(count), R"("fault":"session_expires")"});
  for (const auto* call : {"HostGroup.FindHosts", "LicenseKeys.EnumKeys", "LicenseKeys.AcquireKeyHosts",
                           "GroupSyncIterator.GetNextItems", "ChunkAccessor.GetItemsChunk"})
    cells.push_back({call, nth_time(1), R"("fault":"total_lies")"});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
    CHECK(seen.first.exit_code == 0);
  }
}

TEST_CASE("with --keep-going a tenant that cannot be read waits, and the other is billed") {
  std::vector<Cell> cells;
  for (const auto* call : {static_facts, "LicenseKeys.EnumKeys", "LicenseKeys.AcquireKeyHosts",
                           "HostGroup.FindHosts", account, agreements, read_agreement})
    for (const auto* fault : {R"("fault":"html")", R"("fault":"status","status":400)"})
      cells.push_back({call, nth_time(1), fault, {"--keep-going"}});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
    CHECK(seen.first.exit_code == 7);
    CHECK(seen.writes > 0);
    CHECK_FALSE(seen.is_done);
    CHECK(says_why(seen.first));
  }
}

/// Members without which a reply says nothing, or too little.
const std::map<std::string, Words>& needed_members() {
  static const std::map<std::string, Words> needed{
      {account, {"AccountNumber", "Account", "Name"}},
      {agreements, {"Agreements", "AgreementNumber", "Agreement", "AccountNumber"}},
      {read_agreement,
       {"AgreementNumber", "Agreement", "AccountNumber", "AdditionalCharges", "DetailId", "Quantity"}},
      {products, {"ExternalProductId"}},
      {levels, {"PriceLevelId"}},
      {item, {"ItemId", "PriceLevel"}},
      {accounts, {"Accounts", "TotalCount", "AccountNumber", "Name"}},
      {log_in, {"PxgRetVal"}},
      {servers, {"PxgRetVal", "KLVSRV_ID"}},
      {static_facts, {"PxgRetVal", "KLADMSRV_IS_VIRTUAL", "KLADMSRV_VSID"}},
      {"LicenseKeys.EnumKeys", {"lKeyCount", "wstrIterator"}},
      {"LicenseKeys.AcquireKeyHosts", {"lKeyCount", "wstrIterator"}},
      {"GroupSyncIterator.GetNextItems",
       {"pData", "KLCSP_ITERATOR_ARRAY", "KLLIC_SERIAL", "KLLIC_KEY_TYPE", "KLLIC_LIMIT_DATE",
        "KLLIC_SUBSCRINFO_STATE", "KLLICSRV_HOSTNAME", "KLLICSRV_HOST_CURRENT"}},
      {"HostGroup.FindHosts", {"PxgRetVal", "strAccessor"}},
      {"ChunkAccessor.GetItemsChunk", {"pChunk", "KLCSP_ITERATOR_ARRAY", "KLHST_WKS_HOSTNAME"}}};
  return needed;
}

TEST_CASE("a reply without a member that is needed is unread") {
  std::vector<Cell> cells;
  for (const auto& [call, members] : needed_members())
    for (const auto& member : members)
      cells.push_back({call, every_time, R"("fault":"missing_field","field":")" + member + "\""});
  for (const auto& seen : try_all(cells)) {
    INFO(seen.text());
    check_ever(seen);
    check_harm(seen, Harm::unread);
  }
}

}  // namespace
}  // namespace tariff::e2e
