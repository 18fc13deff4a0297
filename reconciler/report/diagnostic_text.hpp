#pragma once

#include <string>

#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "report/style.hpp"

namespace tariff::report {

/// One problem as compilers show it: place, rule, sentence, the source line with a caret, and a hint.
std::string diagnostic_text(const Diagnostic& problem, const Style& style);

/// All of them, errors first within a place as given, and a last line that counts them; "" where there are
/// none.
std::string diagnostics_text(const Diagnostics& problems, const Style& style);

/// A failure of the outside world: the message, and what to do.
std::string error_text(const Error& error, const Style& style);

}  // namespace tariff::report
