"""What stands in the tree: its files, the table of rooms and the table of tests."""
import pathlib
import re
import subprocess
from dataclasses import dataclass, field

from house.source import Source

SKIPPED_FOLDERS = {".git", "build", "__pycache__"}
KEYWORDS = ("NAME", "USES", "PACKAGES", "FOLDER", "TIMEOUT", "COST", "ROOMS", "LABELS", "PROGRAMS", "ARGUMENTS", "ONLY")


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str
    sentence: str

    def text(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.sentence}"


@dataclass
class Call:
    """One call in a CMake file: `function(first KEY value value KEY value)`."""
    function: str
    first: str
    line: int
    arguments: dict = field(default_factory=dict)

    def values(self, key):
        return self.arguments.get(key, [])


def cmake_calls(text, functions):
    bare = re.sub(r"#[^\n]*", lambda match: " " * len(match.group()), text)
    names = "|".join(functions)
    for match in re.finditer(rf"^[ \t]*({names})\s*\(([^)]*)\)", bare, re.MULTILINE):
        words = match.group(2).split()
        if not words or words[0].startswith("$"):
            continue
        call = Call(match.group(1), words[0], bare.count("\n", 0, match.start(1)) + 1)
        key = ""
        for word in words[1:]:
            if word in KEYWORDS:
                key = word
                call.arguments[key] = []
            else:
                call.arguments.setdefault(key, []).append(word)
        yield call


def listed_by_git(root):
    if not (root / ".git").exists():
        return None
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    if answer.returncode != 0:
        return None
    names = {name for name in answer.stdout.decode("utf-8", "surrogateescape").split("\0") if name}
    return [name for name in names if (root / name).is_file() or (root / name).is_symlink()]


def listed_by_walking(root):
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        if not SKIPPED_FOLDERS.intersection(parts) and (path.is_file() or path.is_symlink()):
            yield path.relative_to(root).as_posix()


class Tree:
    """Shape: `files` are sorted paths with slashes, relative to `root`; `rooms` maps a room's name to its Call."""

    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()
        listed = listed_by_git(self.root)
        self.files = sorted(listed_by_walking(self.root) if listed is None else listed)
        self.texts = {}
        self.sources = {}
        functions = ("reconciler_room", "reconciler_program")
        self.room_calls = list(cmake_calls(self.text("reconciler/CMakeLists.txt"), functions))
        self.rooms = {call.first: call for call in self.room_calls}
        self.test_calls = list(cmake_calls(self.text("tests/CMakeLists.txt"), ("reconciler_tests",)))

    def text(self, path):
        """The text of a file; empty where it is missing or is not UTF-8 text."""
        if path not in self.texts:
            try:
                self.texts[path] = (self.root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                self.texts[path] = ""
        return self.texts[path]

    def source(self, path):
        if path not in self.sources:
            self.sources[path] = Source(self.text(path))
        return self.sources[path]

    def cpp_files(self, *folders):
        for path in self.files:
            if path.endswith((".cpp", ".hpp")) and (not folders or path.startswith(folders)):
                yield path

    def room_of(self, path):
        """The room whose folder holds the file directly; None where no room does."""
        folder = path.removeprefix("reconciler/").rpartition("/")[0]
        return folder if path.startswith("reconciler/") and folder in self.rooms else None

    def room_files(self, *rooms):
        """Pairs of path and room; all rooms where none is named."""
        for path in self.cpp_files("reconciler/"):
            room = self.room_of(path)
            if room is not None and (not rooms or room in rooms):
                yield path, room
