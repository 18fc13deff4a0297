#pragma once

#include <cstddef>
#include <functional>

namespace tariff::app {

/// Calls `work(i)` once for each i below `count`, on at most `workers` threads, and waits for all.
/// Requires: `work` throws nothing and may run on several threads at once.
void for_each_index(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& work);

}  // namespace tariff::app
