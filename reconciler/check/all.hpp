#pragma once

#include <cstddef>
#include <vector>

#include "base/diagnostic.hpp"
#include "domain/desired.hpp"
#include "domain/observed.hpp"
#include "ledger/state.hpp"

namespace tariff::check {

/// What the live data say about the file.
///
/// Shape: `problems`, with those of reading the file, by place in it, unknown places last; a problem that
/// several mappings share stands once, with mapping -1. `set_aside[i]` is true where mapping i has an error
/// of Scope::mapping, or its tenant or one of its Tigerpaw parts is unread; `unread[i]` where it is the
/// latter. `product_set_aside[i]` is true where one product of it is unpriced, so that its decreases wait.
struct Review {
  Diagnostics problems;
  std::vector<bool> set_aside;
  std::vector<bool> unread;
  std::vector<bool> product_set_aside;

  bool stops_everything() const;
};

/// Checks every mapping against the services. Pure. `ledger` is nullptr where ownership is unknown.
/// `from_file` are the problems that reading the file found; those of one mapping set it aside here too.
Review all(const Desired& desired, const Observed& observed, const LedgerState* ledger,
           const Diagnostics& from_file);

}  // namespace tariff::check
