#include "adapters/business_hub/codec.hpp"
#include "adapters/git/config_file.hpp"
#include "adapters/http/service_peer.hpp"
#include "adapters/tigerpaw/reader.hpp"
#include "adapters/tigerpaw/writer.hpp"
#include "app/check_lines.hpp"
#include "app/doctor.hpp"
#include "app/effective.hpp"
#include "app/ledger_identity.hpp"
#include "apply/probe.hpp"
#include "cli/commands.hpp"
#include "cli/ledger_place.hpp"
#include "cli/wiring.hpp"
#include "config/parse.hpp"
#include "report/doctor_text.hpp"
#include "text/time.hpp"

namespace tariff::cli {
namespace {

/// A call that Security Center refuses to whom it does not know. Source: kaspersky-security-center.md
/// sections 1 and 2.
http::Request unknown_to_security_center() {
  http::Request request;
  request.method = "POST";
  request.target = "/api/v1.0/Session.Ping";
  request.body = "{}";
  request.content_type = "application/json";
  return request;
}

/// A read without a token. Source: business-hub.md section 5, assumed.
http::Request unknown_to_business_hub() {
  http::Request request;
  request.target = business_hub::path_of({business_hub::Resource::integrations, ""});
  return request;
}

/// A read without the signature that Tigerpaw asks for. Source: tigerpaw.md sections 3.1 and 4.5.
http::Request unknown_to_tigerpaw() {
  http::Request request;
  request.target = "/api/mastertables/pricelevels";
  return request;
}

/// Collects the lines of one checkup, from the files to the services.
class Doctor {
 public:
  Doctor(const Common& common, const DoctorCommand& command) : common_(common), command_(command) {}

  Checkup run() {
    read_file();
    if (read_connections()) {
      check_sources();
      check_tigerpaw();
      add(app::check_list_sizes(sizes_));
      read_ledger();
      add(app::check_writer(connections_.tigerpaw));
      if (command_.probe) replace(probe(AgreementNumber(*command_.probe)));
    }
    add(app::assumed_lines());
    return std::move(checkup_);
  }

 private:
  void add(CheckLine line) { checkup_.lines.push_back(std::move(line)); }
  void add(CheckLines lines) {
    for (auto& line : lines) add(std::move(line));
  }
  void replace(CheckLine line) {
    for (auto& standing : checkup_.lines)
      if (standing.id == line.id) standing = line;
  }
  void add_problems(const std::string& id, const Diagnostics& problems) {
    for (const auto& problem : problems)
      if (problem.severity == Severity::error)
        add(app::failed_line(
            id, {ErrorKind::invalid,
                 problem.place.file + ":" + std::to_string(problem.place.line) + ": " + problem.message,
                 problem.hint}));
  }
  const Desired* desired() const { return desired_ ? &*desired_ : nullptr; }

  void read_file() {
    const auto text = make_config_file(common_.file, TextChoice::work_tree, common_.revision)->read();
    if (!text && text.error().kind == ErrorKind::not_found && !common_.revision)
      return add(
          app::warning_line("tariff-file", "There is no " + common_.file + " yet.",
                            "Make one with `tariff import` or `tariff init`, or name it with --file."));
    if (!text) return add(app::failed_line("tariff-file", text.error()));
    auto parsed = config::parse(text->text, text->name);
    if (has_errors(parsed.problems)) return add_problems("tariff-file", parsed.problems);
    add(app::good_line("tariff-file", common_.file + " is valid; mappings: " +
                                          std::to_string(parsed.desired.mappings.size()) + "."));
    desired_ = std::move(parsed.desired);
  }

  /// What writes need is asked for first; where it is missing, what reads need will do.
  bool read_connections() {
    auto loaded = load_connections(common_, config::Secrets::reads_and_writes);
    if (!std::holds_alternative<Connections>(loaded))
      loaded = load_connections(common_, config::Secrets::reads);
    if (const auto* error = std::get_if<Error>(&loaded)) add(app::failed_line("connections", *error));
    if (const auto* problems = std::get_if<Diagnostics>(&loaded)) add_problems("connections", *problems);
    auto* connections = std::get_if<Connections>(&loaded);
    if (connections == nullptr) return false;
    connections_ = std::move(*connections);
    if (desired_ && connections_.tigerpaw.writer == WriterKind::none) app::observe_instead(*desired_);
    add(app::good_line("connections",
                       "The connections file was read; the secrets that reading needs are there "
                       "(never shown)."));
    return true;
  }

  void check_sources() {
    for (const auto& connection : connections_.sources) {
      auto peer = peer_of(connection);
      auto source = connect_source(connection);
      if (!peer || !source) {
        auto line = app::failed_line("kaspersky-connection", peer ? source.error() : peer.error());
        line.subject = connection.name.value();
        add(std::move(line));
        continue;
      }
      auto checked = app::check_source({connection.name.value(), **source, peer->get()});
      add(std::move(checked.lines));
      sizes_.insert(sizes_.end(), checked.sizes.begin(), checked.sizes.end());
      tenants_.insert(tenants_.end(), checked.tenants.begin(), checked.tenants.end());
    }
  }

  /// Null of a file.
  static Result<std::unique_ptr<ServicePeer>> peer_of(const SourceConnection& connection) {
    if (const auto* center = std::get_if<SecurityCenterConnection>(&connection.at))
      return http::make_service_peer(center->url, {center->trust.pins, center->trust.ca_file},
                                     unknown_to_security_center());
    if (const auto* hub = std::get_if<BusinessHubConnection>(&connection.at))
      return http::make_service_peer(hub->url, {hub->trust.pins, hub->trust.ca_file},
                                     unknown_to_business_hub());
    return std::unique_ptr<ServicePeer>();
  }

  void check_tigerpaw() {
    const auto& tigerpaw = connections_.tigerpaw;
    auto peer = http::make_service_peer(tigerpaw.url, {tigerpaw.trust.pins, tigerpaw.trust.ca_file},
                                        unknown_to_tigerpaw());
    if (!peer) return add(app::failed_line("tigerpaw-connection", peer.error()));
    auto reader = tigerpaw::make_tigerpaw_reader(tigerpaw, system_now);
    if (!reader) return add(app::failed_line("tigerpaw-connection", reader.error()));
    reader_ = std::move(reader).value();
    auto checked = app::check_tigerpaw(*reader_, **peer, desired());
    add(std::move(checked.lines));
    sizes_.insert(sizes_.end(), checked.sizes.begin(), checked.sizes.end());
    if (!desired_) return add(app::untried_line("external-product", "There is no valid file that names it."));
    if (!checked.products)
      return add(app::untried_line("external-product", "The list of them was not read."));
    add(app::check_external_product(*reader_, *desired_, *checked.products, tenants_));
  }

  void read_ledger() {
    app::LedgerToCheck ledger{connections_.ledger_url.value_or(""), std::optional<LedgerSnapshot>{},
                              connections_.tigerpaw.is_loopback, checkup_.now};
    if (connections_.ledger_url) ledger.snapshot = look_at_ledger(common_, connections_);
    add(app::check_ledger(ledger, desired()));
    const auto& read = ledger.snapshot;
    if (!read || !desired_) return;
    snapshot_ = *read;
    // One that was set back may have forgotten what it binds.
    is_ledger_known_ = snapshot_ ? snapshot_->discontinuity.empty() &&
                                       app::check_identity(*desired_, *snapshot_, ledger.any_ledger_will_do)
                                 : !desired_->ledger;
  }

  CheckLine probe(AgreementNumber agreement) {
    const std::string id = "quantity-zero";
    const auto refused = [&](const std::string& why, const std::string& advice) {
      return app::failed_line(id, {ErrorKind::refused, "Nothing was sent: " + why, advice});
    };
    if (!desired_)
      return refused("without a valid file nobody knows which agreements are customers'.", "Mend the file.");
    if (!is_ledger_known_)
      return refused("without its ledger nobody knows which agreements are customers'.", "Mend the ledger.");
    if (reader_ == nullptr) return app::untried_line(id, "There is no connection to Tigerpaw.");
    const auto writer = tigerpaw::make_tigerpaw_writer(connections_.tigerpaw, system_now);
    if (!writer) return app::failed_line(id, writer.error());
    const apply::ProbeGuard guard{*desired_, snapshot_ ? &snapshot_->state : nullptr};
    return apply::probe_quantity_zero(agreement, guard, *reader_, **writer);
  }

  const Common& common_;
  const DoctorCommand& command_;
  Checkup checkup_{program_text(), common_.now.value_or(system_now())};
  std::optional<Desired> desired_;
  Connections connections_;
  std::unique_ptr<TigerpawReader> reader_;
  app::ListSizes sizes_;
  std::vector<Tenant> tenants_;
  std::optional<LedgerSnapshot> snapshot_;
  bool is_ledger_known_ = false;
};

}  // namespace

plan::Exit run_doctor(const Common& common, const DoctorCommand& command, Terminal& terminal) {
  const Checkup checkup = Doctor(common, command).run();
  const plan::Exit code = app::exit_of(checkup);
  terminal.result(terminal.json() ? report::doctor_json(checkup, code)
                                  : report::doctor_text(checkup, terminal.out_style()));
  return code;
}

}  // namespace tariff::cli
