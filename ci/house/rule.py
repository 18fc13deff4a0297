"""How a rule is made known: a function from the tree to findings, under one or more ids."""
from house.tree import Finding

RULES = {}      # id -> what it asks for
CHECKS = []     # functions from a tree to findings


def rule(**ids):
    """Marks a check; `ids` are the rules it can find broken, each with one sentence of what it asks for."""
    def mark(check):
        for name, sentence in ids.items():
            RULES[name.replace("_", "-")] = sentence
        CHECKS.append(check)
        return check
    return mark


def findings(tree):
    return sorted({found for check in CHECKS for found in check(tree)})


def found(path, line, name, sentence):
    assert name in RULES, name
    return Finding(path, line, name, sentence)
