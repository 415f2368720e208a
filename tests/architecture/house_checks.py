"""Checks over a tree of sources. Each gives back its complaints as lines "file:line what"; none means kept."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 400
TEST_FILE_LINES = 600
MAIN_WINDOW_LINES = 250
FUNCTION_LINES = 50
CLASS_LINES = 250
PUBLIC_METHODS = 15

PLATE = (("May import:", r"May import:"), ("Gives out:", r"^Gives out"), ("To add …:", r"^To \w[^:]*:"))
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|misc)($|_)")
VAGUE_CLASS = re.compile(r"(Utils?|Helpers?|Manager)$")
UNFINISHED = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")


def sources(tree: Path) -> Iterator[tuple[str, str]]:
    """Every Python file below `tree`, as path from its parent and text."""
    for file in sorted(tree.rglob("*.py")):
        yield file.relative_to(tree.parent).as_posix(), file.read_text(encoding="utf-8")


def long_files(tree: Path, most: int) -> list[str]:
    """Files past a budget, whatever is in them."""
    counted = [(name, text.count("\n")) for name, text in sources(tree)]
    return [f"{name}: {lines} lines, at most {most}" for name, lines in counted if lines > most]


def too_large(tree: Path) -> list[str]:
    """Files, functions and classes past their budget, and classes with too many public methods."""
    found = long_files(tree, FILE_LINES)
    for name, text in sources(tree):
        lines, nodes = text.count("\n"), list(ast.walk(ast.parse(text)))
        if lines > MAIN_WINDOW_LINES and any(_is_main_window(node) for node in nodes):
            found.append(f"{name}: {lines} lines, at most {MAIN_WINDOW_LINES}")
        found += [f"{name}:{line} {what}" for node in nodes for line, what in _oversized(node)]
    return found


def _is_main_window(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any("QMainWindow" in ast.unparse(base) for base in node.bases)


def _oversized(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _length(node) > FUNCTION_LINES:
        yield node.lineno, f"{node.name}: {_length(node)} lines, at most {FUNCTION_LINES}"
    if isinstance(node, ast.ClassDef):
        public = [f for f in node.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")]
        if _length(node) > CLASS_LINES:
            yield node.lineno, f"{node.name}: {_length(node)} lines, at most {CLASS_LINES}"
        if len(public) > PUBLIC_METHODS:
            yield node.lineno, f"{node.name}: {len(public)} public methods, at most {PUBLIC_METHODS}"


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def without_plate(tree: Path) -> list[str]:
    """Rooms whose `__init__` does not say what they are for, may import, give out and how to add one more."""
    found = []
    for folder in sorted({file.parent for file in tree.rglob("*.py")} - {tree}):
        init = folder / "__init__.py"
        name = folder.relative_to(tree.parent).as_posix()
        if not init.exists():
            found.append(f"{name}: no __init__.py")
            continue
        plate = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
        if "migrations" in name and plate:
            continue  # a folder of dated steps that Alembic reads; its recipe stands in store
        missing = [label for label, pattern in PLATE if not re.search(pattern, plate, re.MULTILINE)]
        found += [f"{name}: the door plate does not say “{label}”" for label in missing]
    return found


def vague_names(tree: Path) -> list[str]:
    """Files, folders and classes named after no purpose."""
    found = []
    for name, text in sources(tree):
        parts = [part.removesuffix(".py") for part in name.split("/")]
        found += [f"{name}: “{part}” says nothing" for part in parts if VAGUE.search(part.lower())]
        classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
        found += [f"{name}:{c.lineno} “{c.name}” says nothing" for c in classes if VAGUE_CLASS.search(c.name)]
    return sorted(set(found))


def unfinished(tree: Path) -> list[str]:
    """Marks of work put off."""
    return [
        f"{name}:{number} {line.strip()}"
        for name, text in sources(tree)
        for number, line in enumerate(text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]


def machine_traces(tree: Path) -> list[str]:
    """Paths of somebody's machine in sources or resources."""
    traces = re.compile(r"/(home|Users|root|work)/\w|[A-Z]:\\\\?Users")
    return [
        f"{name}:{number} {line.strip()}"
        for name, text in sources(tree)
        for number, line in enumerate(text.splitlines(), 1)
        if traces.search(line)
    ]
