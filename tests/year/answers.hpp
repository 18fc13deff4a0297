#pragma once

namespace tariff::year {

class Year;

/// On some mornings people look at what the last plan holds, asks about or sets aside, and decide.
void answer_what_waits(Year& year);

}  // namespace tariff::year
