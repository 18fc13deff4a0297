"""Sizes, names and words: what a single file shows."""
import re

from house.functions import functions_of
from house.rule import found, rule

LINES_MAX = 400
FUNCTION_LINES_MAX = 70
PARAMETERS_MAX = 5
NESTING_MAX = 3

NAME_PARTS = {"Manager", "Helper", "Helpers", "Util", "Utils", "Data", "Info"}
TOP_LEVEL = {"CMakeLists.txt", "reconciler", "schema", "examples", "tests", "ci", "README.md", "CHANGELOG.md", "LICENSE",
             "CMakePresets.json", ".clang-format", ".clang-tidy", ".gitignore", ".ci"}
# Written in two parts, so that this file passes its own rules.
LEFTOVERS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
MACHINE_PATHS = re.compile(r"(?<![\w.}>])(/wo" + r"rk/|/tm" + r"p/wt\b|/ro" + r"ot/)")
MACRO_CALL = re.compile(r"[A-Z0-9]+_[A-Z0-9_]+")
OURS = (".cpp", ".hpp", ".py", ".cmake", "CMakeLists.txt")


def is_ours(path):
    """Source that people read: C++, CMake, and the scripts of ci."""
    name = path.rpartition("/")[2]
    return path.endswith(OURS) or (path.startswith((".ci/", "ci/")) and "." not in name)


@rule(file_length=f"a file has at most {LINES_MAX} lines")
def check_file_length(tree):
    for path in filter(is_ours, tree.files):
        count = len(tree.text(path).splitlines())
        if count > LINES_MAX:
            yield found(path, count, "file-length", f"{count} lines; at most {LINES_MAX}.")


@rule(function_length=f"a function has at most {FUNCTION_LINES_MAX} lines",
      parameters=f"a function takes at most {PARAMETERS_MAX} parameters",
      nesting=f"control statements nest at most {NESTING_MAX} deep")
def check_functions(tree):
    for path in tree.cpp_files():
        for function in functions_of(tree.source(path)):
            name, line = function.name, function.line
            if function.lines > FUNCTION_LINES_MAX:
                yield found(path, line, "function-length",
                            f"{name} has {function.lines} lines; at most {FUNCTION_LINES_MAX}.")
            if function.parameters > PARAMETERS_MAX and not MACRO_CALL.fullmatch(name):
                yield found(path, line, "parameters",
                            f"{name} takes {function.parameters} parameters; at most {PARAMETERS_MAX}.")
            if function.depth > NESTING_MAX:
                yield found(path, function.depth_line, "nesting",
                            f"{name} nests {function.depth} deep; at most {NESTING_MAX}.")


@rule(macro="no macro of ours outside tests")
def check_macros(tree):
    for path in tree.cpp_files():
        if path.startswith("tests/"):
            continue
        source = tree.source(path)
        for line, _ in source.matches(r"(?m)^[ \t]*#[ \t]*define\b"):
            if not re.search(r"//\s*required by <[\w./+-]+>", source.lines[line - 1]):
                yield found(path, line, "macro", "A macro; where a package's header needs it, say `// required by <header>`.")


@rule(default_case="a switch names every case")
def check_default(tree):
    for path in tree.cpp_files():
        for line, _ in tree.source(path).matches(r"\bdefault\s*:(?!:)"):
            yield found(path, line, "default-case", "`default:` hides the case that somebody adds later; name every case.")


@rule(type_name=f"no type is named {', '.join(sorted(NAME_PARTS))}",
      file_name="source files are named in snake_case, and as little as types by empty words")
def check_names(tree):
    pattern = r"\b(?:class|struct|union|using|concept|enum(?:\s+(?:class|struct))?)\s+(?:\[\[\w+\]\]\s*)?([A-Z]\w*)"
    for path in tree.cpp_files():
        for line, match in tree.source(path).matches(pattern):
            parts = NAME_PARTS.intersection(re.findall(r"[A-Z][a-z0-9]*", match.group(1)))
            if parts:
                yield found(path, line, "type-name", f"{match.group(1)}: {parts.pop()} says nothing; name what it is.")
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", stem):
            yield found(path, 1, "file-name", f"{stem} is not snake_case.")
        if {part.capitalize() for part in stem.split("_")} & NAME_PARTS:
            yield found(path, 1, "file-name", f"{stem} has an empty word; name what is inside.")


@rule(pragma_once="a header starts with #pragma once")
def check_pragma(tree):
    for path in tree.cpp_files():
        code = tree.source(path).code.lstrip()
        if path.endswith(".hpp") and not re.match(r"#[ \t]*pragma[ \t]+once\b", code):
            yield found(path, 1, "pragma-once", "The first line of code is not #pragma once.")


@rule(leftover="no note to do it later",
      machine_path="no path of the machine that built it")
def check_words(tree):
    for path in tree.files:
        for number, line in enumerate(tree.text(path).splitlines(), start=1):
            match = LEFTOVERS.search(line)
            if match:
                yield found(path, number, "leftover", f"{match.group()}: finish it, or open an issue.")
            match = MACHINE_PATHS.search(line)
            if match:
                yield found(path, number, "machine-path", f"{match.group()} is a path of one machine.")


@rule(top_level="nothing stands at the root but what the house plan lists")
def check_top_level(tree):
    for name in sorted({path.split("/")[0] for path in tree.files} - TOP_LEVEL):
        first = next(path for path in tree.files if path == name or path.startswith(name + "/"))
        yield found(first, 1, "top-level", f"{name} is not on the list of what stands at the root.")
    for path in tree.files:
        if path.startswith(".ci/") and path != ".ci/run":
            yield found(path, 1, "top-level", ".ci holds only `run`.")
