"""The project's files, as git knows them, and how a gate reports."""

import ast
import subprocess
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def project(*patterns: str) -> tuple[Path, ...]:
    """The project's files that match the git patterns, new ones included, ignored ones not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def python(*folders: str) -> tuple[Path, ...]:
    """Python files below the folders, but for migrations, which are generated."""
    patterns = [f"{folder}/*.py" for folder in folders]
    return tuple(path for path in project(*patterns) if path.parent.name != "migrations")


def text(path: Path) -> str | None:
    """What is written in the file; None in a picture, a font or a compiled catalogue."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def parsed(path: Path) -> ast.Module:
    """The Python file's syntax tree, read once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """The file as findings name it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def lines(paths: Iterable[Path], faulty: Callable[[str], object]) -> list[str]:
    """Every line of the texts for which `faulty` is true."""
    return [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in paths
        for number, line in enumerate((text(path) or "").splitlines(), start=1)
        if faulty(line)
    ]


def nodes(paths: Iterable[Path], faulty: Callable[[ast.AST], object]) -> list[str]:
    """Every node of the Python files for which `faulty` is true."""
    found = [
        (name(path), getattr(node, "lineno", 0), ast.unparse(node).splitlines()[0][:80])
        for path in paths
        for node in ast.walk(parsed(path))
        if faulty(node)
    ]
    return [f"{file}:{line}: {source}" for file, line, source in sorted(found)]


def expect_none(findings: Iterable[str]) -> None:
    """Fails the test with every finding on a line."""
    found = list(findings)
    if found:
        pytest.fail("\n".join([f"{len(found)} found:", *found]), pytrace=False)
