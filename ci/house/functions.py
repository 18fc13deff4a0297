"""Finds functions in C++: where they start and end, what they take, how deep they nest.

This is a reader of brackets, not a compiler: it knows namespaces, types, functions, constructors with member
initializers, lambdas and control statements, which is all that the limits on size need.
"""
import re
from dataclasses import dataclass

TOKEN = re.compile(r"\w+|::|->|<=>|\S")
CONTROL = {"if", "for", "while", "switch", "do", "else", "try", "catch"}
NOT_A_NAME = {"decltype", "noexcept", "alignas", "explicit", "requires", "sizeof"}
NO_FUNCTION = {"using", "typedef", "static_assert", "return", "goto", "asm"}
SPECIFIERS = {"static", "inline", "constexpr", "consteval", "extern", "export", "const", "thread_local"}
OPENING = {"(": ")", "[": "]", "{": "}"}


@dataclass
class Function:
    name: str
    line: int
    parameters: int
    lines: int = 0      # 0 for a declaration
    depth: int = 0      # the most control statements around one another
    depth_line: int = 0


class Reader:
    def __init__(self, source):
        self.source = source
        found = list(TOKEN.finditer(source.plain))
        self.tokens = [match.group() for match in found] + ["}"] * 2
        self.offsets = [match.start() for match in found] + [len(source.plain)] * 2
        self.last = len(found)
        self.functions = []

    def read(self):
        position = 0
        while position < self.last:
            position = self.scope(position)
        return self.functions

    def line(self, position):
        return self.source.line_of(self.offsets[position])

    def after_group(self, position):
        """The position behind the bracket that closes the one at `position`."""
        depth = 0
        while position < self.last:
            if self.tokens[position] in OPENING:
                depth += 1
            elif self.tokens[position] in (")", "]", "}"):
                depth -= 1
            position += 1
            if depth == 0:
                return position
        return position

    # Declarations -----------------------------------------------------------------------------------------

    def scope(self, position):
        """Reads the declarations of a namespace or a type up to its closing brace; returns what is behind it."""
        start = position
        while position < self.last:
            token = self.tokens[position]
            if token == "}":
                return position + 1
            if token == ";":
                self.declaration(start, position)
                position = start = position + 1
            elif token == ":" and self.tokens[position - 1] in ("public", "private", "protected"):
                position = start = position + 1
            elif token in ("(", "["):
                position = self.after_group(position)
            elif token == "{":
                position, start = self.brace(start, position)
            else:
                position += 1
        return position

    def brace(self, start, position):
        """Decides what a brace in a scope opens; returns the next position and the start of the declaration there."""
        first = self.without_prefix(start, position)
        words = self.tokens[first:position]
        if "namespace" in words[:2] or (words[:1] == ["extern"] and "(" not in words):
            behind = self.scope(position + 1)
            return behind, behind
        parameters = self.parameter_list(start, position)
        if parameters is None:
            kind = next((word for word in words if word not in SPECIFIERS), "")
            if kind in ("class", "struct", "union"):
                return self.scope(position + 1), start
            if kind == "enum":
                return self.after_group(position), start
            return self.lambda_or_value(start, position), start
        if self.is_member_initializer(self.after_group(parameters), position):
            return self.after_group(position), start
        behind = self.body(start, position, parameters)
        return behind, behind

    def without_prefix(self, position, end):
        """Skips `template <…>` and attributes at the start of a declaration."""
        while position < end:
            if self.tokens[position] == "template":
                position = self.after_angles(position + 1, end)
            elif self.tokens[position] == "[":
                position = self.after_group(position)
            else:
                return position
        return position

    def after_angles(self, position, end):
        depth = 0
        while position < end:
            depth += {"<": 1, ">": -1}.get(self.tokens[position], 0)
            position += 1
            if depth == 0:
                return position
        return position

    def is_member_initializer(self, position, brace):
        colon = False
        while position < brace:
            colon = colon or self.tokens[position] == ":"
            position = self.after_group(position) if self.tokens[position] in OPENING else position + 1
        return colon and self.tokens[brace - 1] not in (")", "}")

    def parameter_list(self, start, end):
        """The position of the bracket that opens a function's parameters; None where this is no function."""
        position = self.without_prefix(start, end)
        if position >= end or self.tokens[position] in NO_FUNCTION:
            return None
        while position < end:
            token, before = self.tokens[position], self.tokens[position - 1]
            if token == "operator":
                return self.operator_parameters(position, end)
            if token == "=":
                return None
            if token == "<" and re.match(r"\w", before):
                position = self.after_angles(position, end)
            elif token == "(" and before not in NOT_A_NAME:
                return position if position > start and re.match(r"[\w>]", before) else None
            else:
                position = self.after_group(position) if token in OPENING else position + 1
        return None

    def operator_parameters(self, position, end):
        while position < end and self.tokens[position] != "(":
            position += 1
        if self.tokens[position:position + 3] == ["(", ")", "("]:
            return position + 2
        return position if position < end else None

    def parameter_count(self, position):
        end = self.after_group(position) - 1
        inside = self.tokens[position + 1:end]
        if not inside or inside == ["void"]:
            return 0
        depth, commas = 0, 0
        for token in inside:
            if token in OPENING or token == "<":
                depth += 1
            elif token in (")", "]", "}", ">"):
                depth -= 1
            elif token == "," and depth == 0:
                commas += 1
        return commas + 1

    def name_before(self, position):
        before = self.tokens[max(0, position - 3):position]
        return "".join(before[-2:]) if "operator" in before else before[-1]

    def declaration(self, start, end):
        parameters = self.parameter_list(start, end)
        if parameters is None:
            return
        self.functions.append(
            Function(self.name_before(parameters), self.line(start), self.parameter_count(parameters)))

    # Bodies -----------------------------------------------------------------------------------------------

    def body(self, start, brace, parameters):
        function = Function(self.name_before(parameters), self.line(start), self.parameter_count(parameters))
        return self.measured(function, brace)

    def lambda_or_value(self, start, brace):
        function = Function("a lambda or initial value", self.line(start), 0)
        return self.measured(function, brace) if "[" in self.tokens[start:brace] else self.after_group(brace)

    def measured(self, function, brace):
        behind = self.block(brace + 1, 0, function)
        function.lines = self.line(behind - 1) - function.line + 1
        self.functions.append(function)
        return behind

    def block(self, position, depth, function):
        while position < self.last and self.tokens[position] != "}":
            position = self.statement(position, depth, function)
        return position + 1

    def group(self, position, depth, function):
        """Reads a group in round or square brackets; a brace inside is a lambda's body or a value."""
        position += 1
        while position < self.last and self.tokens[position] not in (")", "]"):
            if self.tokens[position] == "{":
                position = self.block(position + 1, depth, function)
            elif self.tokens[position] in ("(", "["):
                position = self.group(position, depth, function)
            else:
                position += 1
        return position + 1

    def statement(self, position, depth, function):
        token = self.tokens[position]
        if token == "{":
            return self.block(position + 1, depth, function)
        if token in ("if", "for", "while", "switch", "do"):
            return self.control(position, depth, function)
        if token == "catch":
            return self.statement(self.group(position + 1, depth, function), depth, function)
        if token in ("try", "else", ";"):
            return position + 1
        return self.expression(position, depth, function)

    def control(self, position, depth, function):
        if depth + 1 > function.depth:
            function.depth, function.depth_line = depth + 1, self.line(position)
        keyword = self.tokens[position]
        position += 1
        if keyword == "do":
            position = self.statement(position, depth + 1, function)
            return self.expression(position + 1, depth, function)
        while self.tokens[position] in ("constexpr", "consteval", "!"):
            position += 1
        if self.tokens[position] == "(":
            position = self.group(position, depth, function)
        position = self.statement(position, depth + 1, function)
        if keyword == "if" and self.tokens[position] == "else":
            chained = self.tokens[position + 1] == "if"
            return self.statement(position + 1, depth if chained else depth + 1, function)
        return position

    def expression(self, position, depth, function):
        start = position
        while position < self.last and self.tokens[position] != "}":
            token = self.tokens[position]
            if token == ";":
                return position + 1
            if token in CONTROL and position > start:
                return position
            if token == "{":
                position = self.block(position + 1, depth, function)
            elif token in ("(", "["):
                position = self.group(position, depth, function)
            else:
                position += 1
        return position


def functions_of(source):
    """Every function definition and declaration at namespace or type scope, in the order of the text."""
    return Reader(source).read()
