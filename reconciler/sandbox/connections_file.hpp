#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "sandbox/running_sandbox.hpp"
#include "sandbox/world.hpp"

namespace tariff::sandbox {

/// The text of a connections.toml for a running sandbox; its ledger lies in `ledger_folder`. With a Business
/// Hub it has two sources, `center` and `hub`.
std::string connections_text(const SandboxAccess& access, const std::filesystem::path& ledger_folder);
/// Lines `export NAME='value'` for a shell: the secrets that the connections file leaves out.
std::string secrets_text(const World& world);

/// Removes what an earlier run left at `file`, so that its presence means: ready now.
Status forget_connections(const std::filesystem::path& file);
/// Writes FILE.env (for the owner alone), makes FILE.ledger/, and writes FILE last and in one step.
/// Fails: local_io.
Status publish_connections(const std::filesystem::path& file, const SandboxAccess& access,
                           const World& world);

}  // namespace tariff::sandbox
