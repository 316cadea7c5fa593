"""Every regular expression of the code, and long texts that patterns of its kind are slow on."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import events
from events.times import grammar

METHODS = ("search", "finditer", "findall", "sub", "subn", "split", "match", "fullmatch")
AT_START = {"match", "fullmatch"}
# What is repeated, and what each of them may end in so that nothing fits.
UNITS = (
    *(
        " ",
        "\n",
        "\t",
        "\r\n",
        "a",
        "A",
        "1",
        ".",
        ",",
        "-",
        "(",
        ")",
        '"',
        "'",
        "“",
        "<",
        "=",
        ":",
        "/",
        "_",
        "#",
        ">",
    ),
    *("a ", "A ", "1 ", "Ab ", "a-", "A.", "1,", "1.", ". ", ", ", "- ", "\n ", " \n", "a\n", "A's ", "\u00a0", "é"),
)
FEW = (" ", "\n", "a", "A", "1", ".", "a ", "A ", "1,")
ENDS = ("", "\0")
LITERALS = 6  # of one pattern that texts are made of


@dataclass
class Used:
    """A pattern, where it stands, and what it is asked to do."""

    where: str
    pattern: re.Pattern[Any]
    methods: set[str] = field(default_factory=set)


@cache
def collected() -> list[Used]:
    """Those that modules hold, those that are written where they are used, and the grammar of times."""
    modules = [importlib.import_module(name) for name in _modules()]
    trees = {m.__name__: ast.parse(Path(str(m.__file__)).read_text(encoding="utf-8")) for m in modules}
    asked = _asked(trees.values())
    found: dict[tuple[Any, int], Used] = {}
    for module in modules:
        for name, value in vars(module).items():
            for pattern in _within(value):
                used = found.setdefault((pattern.pattern, pattern.flags), Used(f"{module.__name__}.{name}", pattern))
                used.methods |= asked.get(name, set())
    for name, tree in trees.items():
        for method, pattern in _inline(tree):
            found.setdefault(
                (pattern.pattern, pattern.flags), Used(f"{name} {pattern.pattern!r}", pattern)
            ).methods.add(method)
    finder, rules = grammar._grammar()
    found[finder.pattern, 0] = Used("events.times.grammar", finder, {"search"})
    for name, pattern in rules:
        found[pattern.pattern, 0] = Used(f"events.times.grammar {name}", pattern, {"match"})
    return list(found.values())


def _modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(events.__path__, "events."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            yield module.name


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, dict | list | tuple | set | frozenset):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(one, depth + 1)


def _asked(trees: Any) -> dict[str, set[str]]:
    """Name of a pattern → methods that are called on it, anywhere."""
    asked: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                asked.setdefault(name, set()).add(node.attr)
    return asked


def _inline(tree: ast.AST) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS):
            continue
        if getattr(node.func.value, "id", "") == "re" and node.args and isinstance(node.args[0], ast.Constant):
            flags = re.IGNORECASE if "IGNORECASE" in ast.dump(node) else re.NOFLAG
            yield node.func.attr, re.compile(node.args[0].value, flags)


def texts(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Long texts that may be slow: what is repeated alone, or after and between words of the pattern itself."""
    words = _literals(pattern)
    for end in ENDS:
        for unit in (*UNITS, *words, *(f"{word} " for word in words)):
            yield unit * (length // len(unit)) + end
        for word in words:
            for unit in FEW:
                yield word + unit * (length // len(unit)) + end


def _literals(pattern: re.Pattern[Any]) -> list[str]:
    """The longest words that a pattern is written with."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode()
    plain = re.sub(r"\\[wWdDsSbBZ]|\(\?P<\w+>|\[[^\]]*\]", " ", text).replace("\\", "")
    words = dict.fromkeys(re.findall(r"[^\W_]{2,}|[^\w\s|()?*+{}\[\]]+", plain))
    return sorted(words, key=len, reverse=True)[:LITERALS]


def run(used: Used, text: str) -> None:
    """Does on a text what the pattern is asked to do."""
    subject: Any = text.encode() if isinstance(used.pattern.pattern, bytes) else text
    for method in used.methods or {"search"}:
        if method in AT_START:
            getattr(used.pattern, method)(subject)
        else:
            for _ in used.pattern.finditer(subject):
                pass
