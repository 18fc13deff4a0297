#include "cli/out_files.hpp"

#include "cli/wiring.hpp"

namespace tariff::cli {

plan::Exit write_files(const std::vector<OutFile>& files, plan::Exit code, Terminal& terminal) {
  for (const auto& file : files) {
    if (file.path.empty()) continue;
    if (const auto written = write_text_file(file.path, file.text()); !written) {
      terminal.error(written.error());
      code = plan::graver(code, plan::Exit::error);
    }
  }
  return code;
}

}  // namespace tariff::cli
