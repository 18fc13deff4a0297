"""Proves that every rule can fail, on small made-up trees, and that a good tree passes."""
import pathlib
import tempfile

from house.rule import RULES, findings
from house.samples import BAD, GOOD, GOOD_EXTRA
from house.tree import Tree


def written(folder, files):
    for path, text in files.items():
        target = pathlib.Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return Tree(folder)


def rules_broken_by(files):
    with tempfile.TemporaryDirectory(prefix="house-rules-") as folder:
        return findings(written(folder, {**GOOD, **files}))


def complaints():
    for title, files in [("the good tree", {})] + GOOD_EXTRA:
        for finding in rules_broken_by(files):
            yield f"{title} should pass, but: {finding.text()}"
    for rule, path, line, files in BAD:
        broken = rules_broken_by(files)
        if {finding.rule for finding in broken} != {rule}:
            yield f"{path} should break {rule} alone, but: {[finding.text() for finding in broken]}"
        elif (path, line) not in {(finding.path, finding.line) for finding in broken}:
            yield f"{rule} should be found at {path}:{line}, but: {[finding.text() for finding in broken]}"
    for rule in sorted(set(RULES) - {sample[0] for sample in BAD}):
        yield f"no sample breaks {rule}"


def self_test():
    found = list(complaints())
    for complaint in found:
        print(f"house_rules self-test: {complaint}")
    print(f"house_rules self-test: {len(RULES)} rules, {len(BAD)} bad samples, {1 + len(GOOD_EXTRA)} good ones, "
          f"{len(found)} complaints")
    return 1 if found else 0
