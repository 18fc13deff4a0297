#pragma once

#include "cli/arguments.hpp"
#include "cli/terminal.hpp"
#include "cli/wiring.hpp"

namespace tariff::cli {

/// Loads the connections for one deed; what is wrong with them is printed here.
template <class Deed>
plan::Exit with_connections(const Common& common, config::Secrets needed, Terminal& terminal,
                            const Deed& deed) {
  auto loaded = load_connections(common, needed);
  if (const auto* error = std::get_if<Error>(&loaded))
    return terminal.fail(*error, plan::exit_for(error->kind));
  if (const auto* problems = std::get_if<Diagnostics>(&loaded))
    return terminal.reject(*problems, plan::Exit::invalid);
  return deed(std::get<Connections>(loaded));
}

}  // namespace tariff::cli
