"""A C++ text with its comments and literals blanked out, so that rules see code alone."""
import bisect
import re

LITERALS = re.compile(
    r"""(?P<raw>(?:u8|[uUL])?R"(?P<end>[^()\\\s]{0,16})\((?:.|\n)*?\)(?P=end)")
      |(?P<line>//[^\n]*)
      |(?P<block>/\*(?:.|\n)*?\*/)
      |(?P<string>"(?:\\.|[^"\\\n])*")
      |(?P<number>(?<![\w])\d(?:'?[\w.])*)
      |(?P<character>'(?:\\.|[^'\\\n])+')""",
    re.VERBOSE)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]')
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)


def spaces(text):
    return re.sub(r"[^\n]", " ", text)


def blanked(match):
    text = match.group()
    if match.lastgroup == "number":
        return text
    if match.group("line") or match.group("block"):
        return spaces(text)
    return '"' + spaces(text[1:-1]) + '"'


class Source:
    """Shape: `code` has the length and the lines of `text`; `plain` is `code` without preprocessor lines."""

    def __init__(self, text):
        self.text = text
        self.lines = text.splitlines()
        self.code = LITERALS.sub(blanked, text)
        self.plain = DIRECTIVE.sub(lambda match: spaces(match.group()), self.code)
        self.starts = [0] + [match.end() for match in re.finditer("\n", text)]
        self.includes = list(self._find_includes())

    def line_of(self, offset):
        return bisect.bisect_right(self.starts, offset)

    def _find_includes(self):
        code_lines = self.code.splitlines()
        for number, line in enumerate(self.lines, start=1):
            found = INCLUDE.match(line)
            if found and code_lines[number - 1].lstrip().startswith("#"):
                yield number, found.group(1), found.group(2)

    def matches(self, pattern):
        """Pairs of line and match of the pattern in the code."""
        for match in re.finditer(pattern, self.code):
            yield self.line_of(match.start()), match
