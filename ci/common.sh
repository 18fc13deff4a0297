# shellcheck shell=bash
# What ci/demo, ci/test and ci/check share. Sourced, after `set -euo pipefail`.

# The root of the tree, whatever the folder the caller stands in.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
# Set where git runs a script as a hook; the scripts mean their own repositories.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX

jobs=$(nproc)
summaries=()

# step SENTENCE: what comes now, with the time since the start.
step() {
  printf '\n== %s (%d s)\n' "$1" "$SECONDS"
}

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 1
}

# build PRESET [TARGET...]: configures and builds; everything where no target is named.
build() {
  local preset=$1
  shift
  local targets=()
  if (($# > 0)); then targets=(--target "$@"); fi
  mkdir -p build
  cmake --preset "$preset" > "build/configure-$preset.log" 2>&1 || {
    cat "build/configure-$preset.log"
    fail "cannot configure the preset $preset"
  }
  cmake --build --preset "$preset" --parallel "$jobs" "${targets[@]}"
}

# run_tests PRESET [CTEST OPTION...]: runs the tests of a preset and keeps its summary for the end.
run_tests() {
  local preset=$1
  shift
  local log="build/$preset/ctest.log" code=0
  ctest --preset "$preset" --parallel "$jobs" --no-tests=error "$@" 2>&1 | tee "$log" || code=$?
  summaries+=("$preset: $(grep -E 'tests passed' "$log" || echo 'no summary')")
  if ((code != 0)); then
    print_summaries
    fail "tests of the preset $preset failed"
  fi
}

# test_folder: where the tests make their files. Nothing of theirs outlives a test, so in memory where there is room and
# programs may start from there: each append that is made durable would wait for a disk.
test_folder() {
  local memory=/dev/shm needed=4096 room free probe
  room=$(df --output=avail --block-size=1M "$memory" 2> /dev/null | tail -n 1) || room=0
  free=$(awk '/^MemAvailable:/ {print int($2 / 1024)}' /proc/meminfo)
  if ((room > needed && free > 2 * needed)) && probe=$(mktemp "$memory/tariff-probe.XXXXXX" 2> /dev/null); then
    printf '#!/bin/sh\n' > "$probe"
    chmod +x "$probe"
    if "$probe" 2> /dev/null; then
      rm "$probe"
      echo "$memory"
      return
    fi
    rm "$probe"
  fi
  echo "${TMPDIR:-/tmp}"
}

print_summaries() {
  printf '\n'
  printf '%s\n' "${summaries[@]}"
}

# Every report of a sanitizer fails the test; ci/lsan.supp is for single tests, see tests/CMakeLists.txt.
export ASAN_OPTIONS=detect_leaks=1:check_initialization_order=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

check_rules() {
  ci/house_rules
}

check_format() {
  local sources
  mapfile -t sources < <(find reconciler tests ci -name '*.cpp' -o -name '*.hpp' | sort)
  clang-format-14 --dry-run -Werror "${sources[@]}"
  printf 'clang-format-14: %d files\n' "${#sources[@]}"
}
