"""What a C++ file keeps to itself: the names that would meet those of another file, were both compiled as one.

Like the reader of functions this follows brackets and is no compiler. It would rather take a name too many: then two files
are compiled apart that could have gone together, and nothing breaks.
"""
import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"\w+|::|->|\S")
WORD = re.compile(r"(?<![\w.])(?<!->)[A-Za-z_]\w*")
DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(define|undef|pragma)\b", re.MULTILINE)
TYPES = {"struct", "class", "union", "enum", "concept"}
INTERNAL = {"static", "constexpr"}
OPENING = {"(": ")", "[": "]", "{": "}"}


@dataclass
class Private:
    """Shape: `names` maps a name to the text that declares it where another file may say the same, else to None; `words` are
    all identifiers of the file but members after a dot; files with other `ways` never go together."""
    names: dict = field(default_factory=dict)
    words: set = field(default_factory=set)
    ways: frozenset = frozenset()

    def meets(self, other):
        return self.ways != other.ways or self._hides_in(other) or other._hides_in(self)

    def _hides_in(self, other):
        return any(text is None or other.names.get(name) != text
                   for name, text in self.names.items() if name in other.words)


class Reader:
    def __init__(self, source):
        self.tokens = TOKEN.findall(source.plain)
        self.names, self.ways = {}, set()

    def read(self):
        self.scope(0, False)

    def scope(self, position, hidden):
        """Reads the declarations of a namespace from `position` to behind its closing bracket."""
        statement = []
        while position < len(self.tokens):
            token = self.tokens[position]
            if token == "}":
                return position + 1
            if token == "{" and statement and "namespace" in statement[:2]:
                inside = hidden or statement[-1] == "namespace"
                position, statement = self.scope(position + 1, inside), []
                continue
            if token in ("{", "("):
                end = self.behind(position)
                follows = self.tokens[end] if end < len(self.tokens) else ";"
                if token == "{" and (follows != ";" or self.is_type(statement)):
                    self.declared(statement, hidden, self.tokens[position:end])
                    # Between the bracket of a type and its semicolon a variable could stand; the house writes none.
                    position, statement = end, []
                    continue
                statement += [token, self.tokens[end - 1]]
                position = end
                continue
            if token == ";":
                self.declared(statement, hidden, [])
                statement = []
            else:
                statement.append(token)
            position += 1
        return position

    @staticmethod
    def is_type(statement):
        return any(word in TYPES for word in statement) and "(" not in statement

    def behind(self, position):
        depth = 0
        while position < len(self.tokens):
            if self.tokens[position] in OPENING:
                depth += 1
            elif self.tokens[position] in OPENING.values():
                depth -= 1
            position += 1
            if depth == 0:
                return position
        return position

    def declared(self, statement, hidden, body):
        """Takes the names of one declaration, whose bracketed parts are already empty."""
        statement = without_template(statement)
        if not statement:
            return
        text = " ".join(statement)
        if statement[0] == "using" and statement[1:2] == ["namespace"]:
            self.ways.add(text)
        elif statement[0] in ("using", "namespace"):
            aliased = statement[1:2] if "=" in statement else statement[-1:]
            self.names[aliased[0]] = text
        elif self.is_type(statement):
            self.type(statement, body)
        elif hidden or INTERNAL.intersection(statement):
            name = name_of(statement)
            if name:
                self.names[name] = None

    def type(self, statement, body):
        kind = next(index for index, word in enumerate(statement) if word in TYPES)
        rest = [word for word in statement[kind + 1:] if word not in ("class", "struct", "final", "[", "]")]
        name = rest[0] if rest else ""
        if re.match(r"\w", name) and rest[1:2] != ["::"]:
            # A declaration in advance, `struct Name;`, says the same in every file.
            self.names[name] = None if body or "=" in statement else " ".join(statement)
        if "enum" in statement and not {"class", "struct"}.intersection(statement):
            self.names.update((word, None) for word in body if re.match(r"[A-Za-z_]", word))


def without_template(statement):
    while statement[:1] == ["template"]:
        depth, position = 0, 1
        while position < len(statement):
            depth += {"<": 1, ">": -1}.get(statement[position], 0)
            position += 1
            if depth == 0:
                break
        statement = statement[position:]
    return statement


def name_of(statement):
    """The name of a function or a variable; empty for a macro's call, an operator, and a member that is defined outside."""
    depth, last = 0, ""
    for position, token in enumerate(statement):
        depth += {"<": 1, ">": -1}.get(token, 0)
        if depth > 0:
            continue
        if token in ("(", "=", "[", "{") and re.match(r"\w", last) and position > 1:
            member = position > 2 and statement[position - 2] == "::"
            return "" if member or "operator" in statement[:position] or last == "decltype" else last
        last = token
    return last if re.match(r"\w", last) and len(statement) > 1 else ""


def words_of(source):
    """Every identifier but members behind a dot or an arrow."""
    return {match.group() for match in WORD.finditer(source.code)}


def private_of(source):
    """Private of a Source. A file with a macro or a pragma of its own goes with no other."""
    reader = Reader(source)
    reader.read()
    alone = {id(source)} if DIRECTIVE.search(source.code) else set()
    return Private(reader.names, words_of(source), frozenset(reader.ways | alone))
