"""Sizes of the house in numbers: nothing is judged here."""
from house.functions import functions_of


def comment_lines(source):
    """Lines with a comment and nothing else."""
    return sum(1 for line, code in zip(source.lines, source.code.splitlines()) if line.strip() and not code.strip())


def largest(tree, paths):
    """Pairs of title and what is largest."""
    functions = [(path, function) for path in paths for function in functions_of(tree.source(path))]
    bodies = [pair for pair in functions if pair[1].lines]
    sizes = [(len(tree.source(path).lines), path) for path in paths]
    if not bodies:
        return
    yield "longest file", "{0} lines  {1}".format(*max(sizes))
    for title, measure in (("longest function", "lines"), ("most parameters", "parameters"), ("deepest nesting", "depth")):
        path, function = max(functions, key=lambda pair: getattr(pair[1], measure))
        yield title, f"{getattr(function, measure)}  {function.name}  {path}:{function.line}"
    lengths = sorted(pair[1].lines for pair in bodies)
    yield "functions", f"{len(lengths)}, median {lengths[len(lengths) // 2]} lines, {sum(n > 40 for n in lengths)} over 40"


def print_figures(tree):
    print(f"{'folder':32} {'files':>5} {'lines':>7} {'comment lines':>13}")
    folders = [("reconciler/" + room, [path for path, _ in tree.room_files(room)]) for room in tree.rooms]
    folders.append(("tests", list(tree.cpp_files("tests/"))))
    for folder, paths in folders:
        sources = [tree.source(path) for path in paths]
        lines = sum(len(source.lines) for source in sources)
        print(f"{folder:32} {len(paths):5} {lines:7} {sum(map(comment_lines, sources)):13}")
    for title, value in largest(tree, list(tree.cpp_files())):
        print(f"{title:20} {value}")
