#pragma once

#include <string_view>

#include "model/protocol.hpp"

namespace tariff::test::model {

/// What is promised of a key.
enum class Promise {
  one_line,      ///< never two lines
  one_amount,    ///< never two lines with a quantity above 0
  right_amount,  ///< when all is quiet, one undisturbed run leaves the bound line at what is wanted, and
                 ///< nothing else
};
std::string_view broken_promise(Promise promise);

bool keeps(Promise promise, const State& state, const Variant& variant);

}  // namespace tariff::test::model
