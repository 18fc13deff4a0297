"""Who may lean on whom: includes, packages, the write port, and what is in a folder but not in the build."""
import re

from house.rule import found, rule

TABLE = "reconciler/CMakeLists.txt"
TEST_TABLE = "tests/CMakeLists.txt"
WRITE_PORT = "reconciler/ports/tigerpaw_writer.hpp"
WRITERS = ("apply", "adapters/tigerpaw")
NEVER_WRITES = ("base", "text", "domain", "plan", "check", "config", "report", "ledger", "ports")
PRINTING_ROOMS = ("cli", "sandbox")

# The start of an include in angle brackets -> the start of the package that a room must name.
PACKAGES = {
    "nlohmann/": "nlohmann_json::", "openssl/": "OpenSSL::", "cpprest/": "cpprestsdk::", "pplx/": "cpprestsdk::",
    "toml++/": "tomlplusplus::", "git2": "PkgConfig::libgit2", "sqlite3": "SQLite::SQLite3", "boost/": "Boost::",
    "pugi": "pugixml::", "CLI/": "CLI11::", "fmt/": "fmt::", "spdlog/": "spdlog::", "date/": "date::",
    "zlib.h": "ZLIB::", "libpq": "PostgreSQL::", "pqxx/": "PkgConfig::libpqxx", "benchmark/": "benchmark::",
    "valijson/": "valijson", "rapidcheck": "rapidcheck", "doctest/": "doctest::",
}
SYSTEM_FOLDERS = ("sys/", "netinet/", "arpa/", "net/", "linux/")


@rule(uses="USES names rooms of the table, and no room leans on itself by a detour")
def check_uses(tree):
    for call in tree.room_calls:
        for lower in call.values("USES"):
            if lower not in tree.rooms:
                yield found(TABLE, call.line, "uses", f"{call.first} uses {lower}, which is no room of this table.")
        circle = path_between(tree, call.first, call.first)
        if circle:
            yield found(TABLE, call.line, "uses", f"Rooms lean on each other in a circle: {' -> '.join(circle)}.")


def path_between(tree, start, goal):
    """A way of at least one step along USES; None where there is none."""
    ways, seen = [[start]], set()
    for way in ways:
        for lower in tree.rooms[way[-1]].values("USES"):
            if lower == goal:
                return way + [lower]
            if lower in tree.rooms and lower not in seen:
                seen.add(lower)
                ways.append(way + [lower])
    return None


@rule(room_include="a room includes its own headers and those of the rooms in its USES, as \"room/file.hpp\"",
      unknown_include="an include in quotes names a header of a room")
def check_includes(tree):
    for path, room in tree.room_files():
        allowed = {room, *tree.rooms[room].values("USES")}
        for line, mark, target in tree.source(path).includes:
            if mark != '"':
                continue
            other = tree.room_of("reconciler/" + target)
            if other is None or "reconciler/" + target not in tree.files:
                yield found(path, line, "unknown-include", f'"{target}" is no header of a room; write "room/file.hpp".')
            elif other not in allowed:
                yield found(path, line, "room-include", f"{room} does not use {other}; see {TABLE}.")


@rule(package="a third-party header is included only in rooms whose PACKAGES name it",
      unknown_package="a third-party header belongs to a package that the house knows")
def check_packages(tree):
    for path, room in tree.room_files():
        named = tree.rooms[room].values("PACKAGES")
        for line, mark, target in tree.source(path).includes:
            package = next((PACKAGES[start] for start in PACKAGES if target.startswith(start)), None)
            if mark == '"' or (package is None and ("/" not in target or target.startswith(SYSTEM_FOLDERS))):
                continue
            if package is None:
                yield found(path, line, "unknown-package", f"<{target}> is of no package that the house knows; a new "
                            "one needs a decision record and a line in ci/house/rules_rooms.py.")
            elif not any(name.startswith(package) for name in named):
                yield found(path, line, "package", f"<{target}> needs {package}…, which {room} does not name in PACKAGES.")


@rule(printing="only cli and sandbox print")
def check_printing(tree):
    pattern = r"\bstd(out|err)\b|\b(cout|cerr|clog)\b|(?<![\w.>])(printf|puts|putchar|vprintf)\s*\(|fmt::print\b"
    for path, room in tree.room_files():
        if room in PRINTING_ROOMS:
            continue
        for line, _, target in tree.source(path).includes:
            if target in ("iostream", "print"):
                yield found(path, line, "printing", f"<{target}> outside cli and sandbox; hand back a value instead.")
        for line, match in tree.source(path).matches(pattern):
            yield found(path, line, "printing", f"{match.group().rstrip('( ')} outside cli and sandbox.")


@rule(write_port="only apply and the Tigerpaw adapter include the write port",
      write_reach="nothing that plans can reach the write port by any chain of includes")
def check_write_port(tree):
    for path, room in tree.room_files():
        for line, _, target in tree.source(path).includes:
            if "reconciler/" + target == WRITE_PORT and room not in WRITERS:
                yield found(path, line, "write-port", f"{room} includes the write port; only {' and '.join(WRITERS)} may.")
        if path == WRITE_PORT or not must_not_write(path, room):
            continue
        chain = chain_to_write_port(tree, path)
        if chain:
            yield found(path, chain[0], "write-reach", f"The write port can be reached: {' -> '.join(chain[1])}.")


def must_not_write(path, room):
    in_app = room == "app" and not re.match(r"reconciler/app/apply\w*\.[ch]pp$", path)
    return in_app or room in NEVER_WRITES


def chain_to_write_port(tree, start):
    """The shortest chain from a file to the write port, and the line of its first include; None where there is none.

    A header also leads to the source of its name: who includes a declaration may call what is behind it.
    """
    ways, seen = [(0, [start])], {start}
    for first_line, way in ways:
        for line, target in reached_from(tree, way[-1]):
            if target == WRITE_PORT:
                return first_line or line, way + [target]
            if target not in seen:
                seen.add(target)
                ways.append((first_line or line, way + [target]))
    return None


def reached_from(tree, path):
    for line, mark, target in tree.source(path).includes:
        if mark == '"':
            yield line, "reconciler/" + target
    source = path.removesuffix(".hpp") + ".cpp"
    if path.endswith(".hpp") and tree.text(source):
        yield 1, source


@rule(not_in_build="what lies in reconciler is in a folder of the table",
      test_not_in_build="what lies in tests is in a folder that tests/CMakeLists.txt names")
def check_build(tree):
    for path in tree.cpp_files("reconciler/"):
        if tree.room_of(path) is None:
            yield found(path, 1, "not-in-build", f"Its folder is no room of {TABLE}, so nothing builds it.")
    folders = {value for call in tree.test_calls for value in call.values("FOLDER")}
    for path in tree.cpp_files("tests/"):
        folder = path.removeprefix("tests/").rpartition("/")[0]
        if folder not in folders and folder != "support" and folder.split("/")[0] != "bench":
            yield found(path, 1, "test-not-in-build", f"No reconciler_tests line of {TEST_TABLE} has FOLDER {folder}.")


@rule(room_on_map="every room has its line in the map, reconciler/README.md")
def check_map(tree):
    for call in tree.room_calls:
        if f"\n| `{call.first}` |" not in tree.text("reconciler/README.md"):
            yield found(TABLE, call.line, "room-on-map", f"reconciler/README.md has no line for the room {call.first}.")


@rule(clock="nothing that decides reads a clock")
def check_clock(tree):
    pattern = r"\b(system_clock::now|steady_clock|high_resolution_clock|gettimeofday|clock_gettime|localtime\w*)\b"
    pattern += r"|(?<![\w.>])time\s*\(\s*(nullptr|NULL|0)?\s*\)|\bsystem_now\b"
    rooms = ("base", "domain", "config", "check", "plan", "ledger", "report")
    for path, _ in tree.room_files(*rooms):
        for line, match in tree.source(path).matches(pattern):
            yield found(path, line, "clock", f"{match.group()} reads a clock; take the moment as a parameter.")


@rule(environment="only cli reads the environment")
def check_environment(tree):
    for path, room in tree.room_files():
        if room == "cli":
            continue
        for line, match in tree.source(path).matches(r"\b(secure_)?getenv\b|\benviron\b"):
            yield found(path, line, "environment", f"{match.group()} outside cli.")


@rule(binary_float="no binary float near money or counts",
      narrowing_get="no get<number>() of the JSON library, which narrows silently")
def check_numbers(tree):
    rooms = ("domain", "plan", "ledger", "config", "check", "apply", "adapters/tigerpaw", "adapters/security_center",
             "adapters/business_hub", "adapters/usage_file")
    for path, _ in tree.room_files(*rooms):
        for line, match in tree.source(path).matches(r"\b(double|float)\b"):
            yield found(path, line, "binary-float", f"{match.group()}; money and counts are whole numbers.")
    pattern = r"(?:\.|->)(?:template\s+)?get<\s*(?:std::)?(u?int\w*|long|short|unsigned|size_t|double|float|bool)\b"
    for path, _ in tree.room_files():
        for line, match in tree.source(path).matches(pattern):
            yield found(path, line, "narrowing-get", f"{match.group()}> narrows silently; read with text/json.hpp.")
