#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/checkup.hpp"
#include "domain/connections.hpp"
#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"
#include "plan/summary.hpp"
#include "ports/service_facts.hpp"
#include "ports/tigerpaw_reader.hpp"
#include "ports/usage_source.hpp"

/// The checks of an installation, a line for each, over the ports. None of them writes.
namespace tariff::app {

/// How many rows each list had that was read; a round number looks like a cap.
using ListSizes = std::vector<std::pair<std::string, std::size_t>>;

/// One source of counts. Shape: `name` is empty where there is one alone; `peer` is nullptr of a file.
struct SourceToCheck {
  std::string name;
  UsageSource& source;
  ServicePeer* peer = nullptr;
};

/// What the check of a source leaves for those behind it.
struct CheckedSource {
  CheckLines lines;
  ListSizes sizes{};
  std::vector<Tenant> tenants{};
};

/// Connection, certificate, clock, sign-in, and how many tenants are listed.
/// Cost: what the peer's look costs, and one list.
CheckedSource check_source(const SourceToCheck& wanted);

/// What the check of Tigerpaw leaves for those behind it.
struct CheckedTigerpaw {
  CheckLines lines;
  ListSizes sizes{};
  std::optional<std::vector<ExternalProduct>> products{};  ///< nullopt where they could not be read
};

/// Connection, certificate, clock, and each of the reads that a plan needs, by itself. `desired` may be null.
/// Cost: what the peer's look costs, and eight reads; their pages.
CheckedTigerpaw check_tigerpaw(TigerpawReader& reader, ServicePeer& peer, const Desired* desired);

/// The External Product of the file, and how many of its accounts are cross-referenced to it.
/// Cost: one read for each mapped account.
CheckLines check_external_product(TigerpawReader& reader, const Desired& desired,
                                  const std::vector<ExternalProduct>& products,
                                  const std::vector<Tenant>& tenants);

/// Whether the lists look whole. Source: tigerpaw.md section 5, kaspersky-security-center.md section 6.1.
CheckLine check_list_sizes(const ListSizes& sizes);

/// Which writer there is, whether it can sign in, and that quantity 0 was not tried.
CheckLines check_writer(const TigerpawConnection& connection);

/// What is known of the ledger. Shape: `url` as in connections.toml, empty for none; `snapshot` is nullopt
/// where none has been made there yet.
struct LedgerToCheck {
  std::string url;
  Result<std::optional<LedgerSnapshot>> snapshot;
  bool any_ledger_will_do = false;  ///< the file need not name it
  Instant now{};
};
/// `desired` may be null.
CheckLines check_ledger(const LedgerToCheck& ledger, const Desired* desired);

/// What no document says, so that nobody can check it. Source: README.md, "What is assumed".
CheckLines assumed_lines();

/// The exit code of all lines together. Source: interface.md section 3.
plan::Exit exit_of(const Checkup& checkup);

}  // namespace tariff::app
