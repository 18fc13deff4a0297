#include "sandbox/generate.hpp"

#include "sandbox/generate_billed.hpp"
#include "sandbox/generate_parts.hpp"

namespace tariff::sandbox {
namespace {

std::string company_name(Dice& dice, std::int64_t number) {
  std::string name(dice.one_of(first_words));
  name += " " + std::string(dice.one_of(second_words));
  return name + " " + padded(number, 5);
}

VirtualServer tenant(Dice& dice, std::int64_t number, std::int64_t devices) {
  VirtualServer server;
  server.id = number;
  server.uid = "V" + dice.hex(31);
  server.name = company_name(dice, number);
  for (std::size_t product = 0; product < licence_names.size(); ++product)
    server.keys.push_back(licence_key(number, product));
  for (std::int64_t i = 0; i < devices; ++i)
    server.hosts.push_back(
        device(dice, i + 1, server.keys[static_cast<std::size_t>(i) % server.keys.size()]));
  return server;
}

}  // namespace

GeneratedWorld generate(const GenerateOptions& options) {
  if (options.vendor_lines) return generate_billed(options);
  Dice dice(options.seed);
  GeneratedWorld made;
  add_credentials(made.world, dice);
  add_catalogue(made.world.tigerpaw);
  made.tariff_toml = file_head(dice, options);
  for (std::int64_t i = 0; i < options.tenants; ++i) {
    const auto& server =
        made.world.kaspersky.servers.emplace_back(tenant(dice, i + 1, options.devices_per_tenant));
    const Level& level = dice.one_of(levels);
    Account account;
    account.number = first_account + i;
    account.name = server.name + " Ltd";
    account.default_level = level.id;
    Agreement agreement;
    agreement.number = first_agreement + i;
    agreement.account = account.number;
    agreement.start = "2024-01-01";
    made.tariff_toml += mapping({server, account, agreement, level.name});
    made.world.tigerpaw.accounts.push_back(std::move(account));
    made.world.tigerpaw.agreements.push_back(std::move(agreement));
  }
  return made;
}

}  // namespace tariff::sandbox
