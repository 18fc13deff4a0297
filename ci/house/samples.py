"""Small made-up trees: one that keeps every rule, and for each rule at least one that breaks it."""

TABLE = "reconciler/CMakeLists.txt"
TESTS = "tests/CMakeLists.txt"
# Written in two parts, so that this file passes the rules that it tests.
LATER = "TO" + "DO"
MACHINE = "/wo" + "rk/main"

ROOMS = """# reconciler_room(ghost USES nothing) stands in a comment
reconciler_room(base)
reconciler_room(domain USES base)
reconciler_room(config USES base domain PACKAGES tomlplusplus::tomlplusplus)
reconciler_room(plan USES base domain)
reconciler_room(ports USES base domain)
reconciler_room(apply USES base domain
                plan ports)
reconciler_room(app USES base domain plan ports apply)
reconciler_program(cli NAME tariff USES base app)
"""

ROOM_NAMES = ("base", "domain", "config", "plan", "ports", "apply", "app", "cli", "extra")
MAP = "# The house\n" + "".join(f"| `{name}` | something |\n" for name in ROOM_NAMES)

GOOD = {
    TABLE: ROOMS,
    "reconciler/README.md": MAP,
    TESTS: "function(reconciler_tests name)\nendfunction()\nreconciler_tests(base FOLDER unit/base ROOMS base)\n",
    "CMakeLists.txt": "project(tariff)\n",
    ".ci/run": "#!/usr/bin/env bash\nexec ci/test\n",
    "tests/unit/base/test_base.cpp": "#define IN_TESTS 1\nTEST_CASE(\"a sentence, with, many, commas, in, it\") {}\n",
    "reconciler/base/text.hpp": "// A note first.\n#pragma once\n#include <string>\nint length(int a);\n",
    "reconciler/domain/money.hpp": "#pragma once\n#include \"base/text.hpp\"\nstruct Money {};\n",
    "reconciler/plan/build.cpp": "#include \"domain/money.hpp\"\nint build() { return 1'000'000; }\n",
    "reconciler/ports/tigerpaw_writer.hpp": "#pragma once\nstruct TigerpawWriter {};\n",
    "reconciler/ports/tigerpaw_reader.hpp": "#pragma once\nstruct TigerpawReader {};\n",
    "reconciler/apply/run.hpp": "#pragma once\nint run();\n",
    "reconciler/apply/run.cpp": "#include \"apply/run.hpp\"\n#include \"ports/tigerpaw_writer.hpp\"\n",
    "reconciler/app/apply.cpp": "#include \"apply/run.hpp\"\n",
    "reconciler/cli/main.cpp": "#include <iostream>\nint main() { std::cout << getenv(\"HOME\"); }\n",
}


def body(statements):
    return "int f(int a) {\n" + statements + "  return a;\n}\n"


def function_of(lines):
    return body("  ++a;\n" * (lines - 3))


CLASS = """#pragma once
namespace a::b {
template <class T, int N = (3 < 4)>
class [[nodiscard]] Map final : public Base<T> {
 public:
  explicit Map(int a, int b = f({1, 2, 3, 4, 5, 6})) noexcept : a_{a}, b_(b), c_{a, b} {
    call([&](int x) { if (x) { g(); } });
  }
  auto operator<=>(const Map&) const = default;
  int operator()(std::map<int, std::pair<int, int>> m, int (*f)(int, int, int, int, int, int)) const;
  template <class A, class B, class C, class D, class E, class F>
  static T make(A a);
 private:
  int a_ = 0;
  std::vector<int> b_{1, 2, 3, 4, 5, 6, 7};
  std::function<void(int, int, int, int, int, int)> callback_;
};
enum class Kind : char { one, two };
}  // namespace a::b
"""
CHAIN = body("".join(f"  {'else ' if n else ''}if (a == {n}) {{\n    ++a;\n  }}\n" for n in range(9)))
STRINGS = body('  g(R"x({{{ default: " )x", "}{ double \\" //", \'{\', \'"\');  // } if for\n  /* { while */\n')
THREE_DEEP = body("  for (;;)\n    while (a)\n      switch (a) {\n        case 1: ++a;\n      }\n  do ++a; while (a);\n")

GOOD_EXTRA = [
    ("a class with everything in it", {"reconciler/base/map.hpp": CLASS}),
    ("a chain of else if", {"reconciler/base/chain.cpp": CHAIN}),
    ("brackets in strings and comments", {"reconciler/base/strings.cpp": STRINGS}),
    ("three levels", {"reconciler/base/deep.cpp": THREE_DEEP}),
    ("a function at its limit", {"reconciler/base/long.cpp": function_of(70)}),
    ("a file at its limit", {"reconciler/base/file.cpp": "int a;\n" * 400}),
    ("five parameters", {"reconciler/base/five.cpp": "int f(int a, int b, std::map<int, int> c, int d, int e);\n"}),
    ("a macro that a package asks for",
     {"reconciler/base/macro.cpp": "#define NO_U 1  // required by <cpprest/json.h>\n"}),
    ("snprintf, std::get and an own member time()",
     {"reconciler/base/words.cpp": "int a = std::snprintf(b, 1, c) + std::get<0>(d) + e.time();\n"}),
    ("a package that the room names", {"reconciler/config/read.cpp": "#include <toml++/toml.h>\n#include <sys/stat.h>\n"}),
    ("an included name in a comment", {"reconciler/base/note.cpp": "// #include <iostream>\n/*\n#include \"x\"\n*/\n"}),
    ("a bench of its own", {"tests/bench/plan.cpp": "int a;\n", "tests/support/world.hpp": "#pragma once\n"}),
    ("a database is not data", {"reconciler/base/names.cpp": "struct Database {};\nint data;\n"}),
]


def room(name, text):
    """A sample in a file of that room."""
    return f"reconciler/{name}/sample.cpp", {f"reconciler/{name}/sample.cpp": text}


def bad(rule, line, place):
    path, files = place
    return rule, path, line, files


BAD = [
    bad("uses", 2, (TABLE, {TABLE: ROOMS.replace("(base)", "(base USES domain)")})),
    bad("uses", 11, (TABLE, {TABLE: ROOMS + "reconciler_room(extra USES nowhere)\n"})),
    bad("room-include", 2, room("base", "#include <string>\n#include \"domain/money.hpp\"\n")),
    bad("room-include", 1, room("cli", "#include \"domain/money.hpp\"\n")),
    bad("unknown-include", 1, room("domain", "#include \"money.hpp\"\n")),
    bad("unknown-include", 1, room("plan", "#include \"domain/nothing.hpp\"\n")),
    bad("package", 1, room("plan", "#include <toml++/toml.h>\n")),
    bad("package", 1, room("base", "#include <sqlite3.h>\n")),
    bad("package", 1, room("config", "#include <nlohmann/json.hpp>\n")),
    bad("unknown-package", 1, room("base", "#include <absl/strings/str_cat.h>\n")),
    bad("printing", 1, room("plan", "#include <iostream>\n")),
    bad("printing", 1, room("plan", "int a = printf(\"\");\n")),
    bad("printing", 1, room("app", "int a = std::fputs(\"\", stdout);\n")),
    bad("write-port", 1, ("reconciler/cli/sample.cpp", {
        TABLE: ROOMS.replace("USES base app", "USES base app ports"),
        "reconciler/cli/sample.cpp": "#include \"ports/tigerpaw_writer.hpp\"\n"})),
    bad("write-reach", 1, room("app", "#include \"apply/run.hpp\"\n")),
    bad("write-reach", 2, ("reconciler/app/plan.cpp", {
        "reconciler/app/plan.cpp": "#include <string>\n#include \"app/apply_all.hpp\"\n",
        "reconciler/app/apply_all.hpp": "#pragma once\n#include \"apply/run.hpp\"\n"})),
    bad("not-in-build", 1, ("reconciler/plan/rows/a.cpp", {"reconciler/plan/rows/a.cpp": "int a;\n"})),
    bad("not-in-build", 1, ("reconciler/attic/a.hpp", {"reconciler/attic/a.hpp": "#pragma once\n"})),
    bad("test-not-in-build", 1, ("tests/unit/plan/a.cpp", {"tests/unit/plan/a.cpp": "int a;\n"})),
    bad("room-on-map", 6, (TABLE, {"reconciler/README.md": MAP.replace("`ports`", "ports")})),
    bad("clock", 1, room("plan", "auto a = std::chrono::system_clock::now();\n")),
    bad("clock", 1, room("config", "auto a = std::time(nullptr);\n")),
    bad("environment", 1, room("app", "auto a = std::getenv(\"HOME\");\n")),
    bad("binary-float", 2, room("domain", "\ndouble price;\n")),
    bad("narrowing-get", 1, room("base", "auto a = json.get<int>() + json->get<std::int64_t>();\n")),
    bad("file-length", 401, room("base", "int a;\n" * 401)),
    bad("file-length", 401, ("ci/long", {"ci/long": "true\n" * 401})),
    bad("function-length", 1, room("base", function_of(71))),
    bad("function-length", 3, room("base", "struct A {\n  A() : a{1} {}\n  A(int a)\n      : a{a} {\n"
                                   + "    ++a;\n" * 70 + "  }\n};\n")),
    bad("parameters", 2, room("base", "int g();\nint f(int a, int b, int c, int d, int e, int f);\n")),
    bad("parameters", 1, room("base", "A::A(int a, B<int, int> b, int c, int d, int e, int f = 0) : a_(a) {}\n")),
    bad("nesting", 5, room("base", body("  for (;;)\n    while (a)\n      if (a)\n        if (a) return 1;\n"))),
    bad("nesting", 3, room("base", body("  run([&] {\n    if (a) for (;;) while (a) { if (a) g(); }\n  });\n"))),
    bad("nesting", 5, room("base", body("  if (a) {\n  } else {\n    if (b) for (;;)\n      if (c) for (;;) g();\n  }\n"))),
    bad("macro", 1, room("base", "#define TWICE(a) a a\n")),
    bad("default-case", 3, room("base", body("  switch (a) {\n    default: break;\n  }\n"))),
    bad("type-name", 1, room("base", "class SessionManager;\n")),
    bad("type-name", 1, room("base", "using UsageData = int;\n")),
    bad("file-name", 1, ("reconciler/base/Text.cpp", {"reconciler/base/Text.cpp": "int a;\n"})),
    bad("file-name", 1, ("reconciler/base/text_utils.cpp", {"reconciler/base/text_utils.cpp": "int a;\n"})),
    bad("pragma-once", 1, ("reconciler/base/a.hpp", {"reconciler/base/a.hpp": "#ifndef A\n#pragma once\n#endif\n"})),
    bad("leftover", 2, ("README.md", {"README.md": f"# A\n{LATER}: write this\n"})),
    bad("machine-path", 1, room("base", f"const char* a = \"{MACHINE}\";\n")),
    bad("top-level", 1, ("notes.txt", {"notes.txt": "a\n"})),
    bad("top-level", 1, (".ci/more", {".ci/more": "a\n"})),
]
