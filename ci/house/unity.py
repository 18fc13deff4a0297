"""Groups of files that can be compiled as one, because nothing that one of them keeps to itself is a word of another."""
import pathlib
from collections import Counter, defaultdict

from house.private_names import private_of, words_of
from house.source import Source

# A group costs its headers once; more files in it would leave one core waiting for the other at the end.
FILES_MAX = 9
# The simulation compiles the files with guards a second time (decision 0012); where its library held them in one object with
# others, the linker would take both.
GUARDS = "base/guard.hpp"


class Files:
    """Shape: `folders` are where an include in quotes is looked for."""

    def __init__(self, folders, read=lambda path: pathlib.Path(path).read_text(encoding="utf-8")):
        self.folders = [pathlib.Path(folder) for folder in folders]
        self.read = read
        self.sources, self.privates, self.header_words, self.reached = {}, {}, {}, {}

    def source(self, path):
        if path not in self.sources:
            try:
                self.sources[path] = Source(self.read(path))
            except FileNotFoundError:
                self.sources[path] = None
        return self.sources[path]

    def private(self, path):
        if path not in self.privates:
            self.privates[path] = private_of(self.source(path))
        return self.privates[path]

    def words(self, header):
        if header not in self.header_words:
            self.header_words[header] = words_of(self.source(header))
        return self.header_words[header]

    def headers(self, path):
        """Every header of ours that the file reads, by any chain of includes."""
        if path not in self.reached:
            seen, ways = set(), [path]
            while ways:
                for _, mark, target in self.source(ways.pop()).includes:
                    for header in (str(folder / target) for folder in self.folders):
                        if mark == '"' and header not in seen and self.source(header):
                            seen.add(header)
                            ways.append(header)
            self.reached[path] = seen
        return self.reached[path]

    def has_guards(self, path):
        return any(target == GUARDS for _, _, target in self.source(path).includes)

    def go_together(self, first, second):
        """Whether `second` may follow `first`; a header of `second` is then read behind the names of `first`."""
        if self.private(first).meets(self.private(second)) or self.has_guards(first) != self.has_guards(second):
            return False
        names = {name for name, text in self.private(first).names.items() if text is None}
        return not any(names & self.words(header) for header in self.headers(second) - self.headers(first))


def groups(paths, files):
    """Lists of paths, in their order: each file goes to the first group that takes it."""
    most = -(-len(paths) // -(-len(paths) // FILES_MAX))
    made = []
    for path in paths:
        for group in made:
            if len(group) < most and all(files.go_together(other, path) for other in group):
                group.append(path)
                break
        else:
            made.append([path])
    return made


def groups_of_targets(rows, folders):
    """Triples of target, name and paths for each group of two files or more."""
    files = Files(folders)
    # CMake keeps the group with the file, for all targets of a folder: a file of two of them stands alone.
    uses = Counter((folder, path) for _, folder, path in rows)
    targets = defaultdict(list)
    for target, folder, path in rows:
        if uses[folder, path] == 1 and path.endswith(".cpp"):
            targets[target].append(path)
    for target, paths in targets.items():
        joined = (group for group in groups(sorted(paths), files) if len(group) > 1)
        for number, group in enumerate(joined, start=1):
            yield target, f"{target}_{number}", group


# The groups of small made-up files: what each file says, and which go together.
SAMPLES = [
    ("files that share nothing", {"a": "int a() { return 1; }", "b": "int b() { return 2; }"}, ["ab"]),
    ("the same private function",
     {"a": "namespace { int f() { return 1; } }", "b": "namespace { int f() { return 2; } }"}, ["a", "b"]),
    ("the same private type, inside a namespace",
     {"a": "namespace x {\nnamespace {\nstruct Log { int n; };\n}\n}", "b": "namespace x { namespace { class Log final {}; } }"},
     ["a", "b"]),
    ("a private variable, and a private function of its name",
     {"a": "namespace { const std::map<int, int> text{{1, 2}}; }", "b": "namespace { int text(int); }"}, ["a", "b"]),
    ("private templates",
     {"a": "namespace { template <class T> bool in(T t) { return t; } }", "b": "static bool in(int) { return true; }"},
     ["a", "b"]),
    ("a private name that another file means otherwise",
     {"a": "namespace x { namespace { int text_of(int n) { return n; } } }", "b": "int g() { return text_of(1.0); }"},
     ["a", "b"]),
    ("a private name behind a function with brackets of all kinds",
     {"a": "namespace { int f(int (*g)(int), T<int> t = {}) { if (g) { return 1; } return 2; }\nauto h = [](int) { return 1; };\n}",
      "b": "int k() { return h(1); }"}, ["a", "b"]),
    ("a member, a comment and a literal are no such use",
     {"a": "namespace { int text() { return 1; } }", "b": "// text\nint g(S s) { return s.text + s->text(\"text\"); }"}, ["ab"]),
    ("a type that only one file knows", {"a": "struct Log { int n; };", "b": "int f(Log);"}, ["a", "b"]),
    ("the values of an enumeration", {"a": "namespace { enum Kind { red, green }; }", "b": "int f(int red);"}, ["a", "b"]),
    ("a member that is defined outside is not private",
     {"a": "namespace { }\nint S::text() { return 1; }", "b": "int S::other() { return text(); }"}, ["ab"]),
    ("the same using-declaration", {"a": "using std::chrono::days; days d();", "b": "using std::chrono::days; days e();"}, ["ab"]),
    ("another meaning of an alias", {"a": "using Row = int; Row d();", "b": "using Row = long; Row e();"}, ["a", "b"]),
    ("a namespace that one of them opens", {"a": "using namespace x; int f();", "b": "int g();"}, ["a", "b"]),
    ("the same namespace opened in both", {"a": "using namespace x; int f();", "b": "using namespace x; int g();"}, ["ab"]),
    ("a macro", {"a": "#define WITH_IT 1\n#include <it.h>", "b": "int g();"}, ["a", "b"]),
    ("a header of the second file that has a private name of the first",
     {"a": "namespace { int text() { return 1; } }", "b": "#include \"h\"\nint g();", "h": "int f(int text);"}, ["a", "b"]),
    ("a header that both have, with a private name of the first",
     {"a": "#include \"h\"\nnamespace { int text() { return 1; } }", "b": "#include \"h\"\nint g();", "h": "int f(int text);"},
     ["ab"]),
    ("files with guards apart from others",
     {"a": "#include \"base/guard.hpp\"\n", "b": "int g();", "c": "#include \"base/guard.hpp\"\nint f();"}, ["ac", "b"]),
    ("the third goes with the first", {"a": "namespace { int f(); }", "b": "namespace { int f(); }", "c": "int g();"}, ["ac", "b"]),
]


def self_test():
    complaints = 0
    for title, texts, wanted in SAMPLES:
        def read(path, texts=texts):
            if path not in texts:
                raise FileNotFoundError(path)
            return texts[path]
        got = ["".join(group) for group in groups([path for path in texts if path != "h"], Files(["."], read))]
        if got != wanted:
            complaints += 1
            print(f"unity_groups self-test: {title}: {wanted} expected, but: {got}")
    print(f"unity_groups self-test: {len(SAMPLES)} samples, {complaints} complaints")
    return 1 if complaints else 0
