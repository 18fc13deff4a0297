#include "adapters/http/client.hpp"

namespace tariff::http {
namespace {

/// As in the program: without it the library's last words of a broken exchange are a leak now and then.
const Process process;

}  // namespace
}  // namespace tariff::http
