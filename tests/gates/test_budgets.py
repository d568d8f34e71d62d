"""Nothing grows beyond what one reads in one go."""

import ast

from tests.gates import tree

LINES = 400
FUNCTION_LINES = 40
FILE_BYTES = 400_000


def long_files(paths):
    counted = ((path, len((tree.text(path) or "").splitlines())) for path in paths)
    return [f"{tree.name(path)}: {count} lines" for path, count in counted if count > LINES]


def long_functions(paths):
    def is_long(node):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        return is_function and node.end_lineno - node.lineno + 1 > FUNCTION_LINES

    return tree.nodes(paths, is_long)


def heavy_files(paths):
    return [tree.name(path) for path in paths if path.stat().st_size > FILE_BYTES]


def test_files_are_within_the_budget():
    python = tree.python("newsroom", "articles", "tests", "deploy")
    tree.expect_none(long_files([*python, *tree.project("*.js", "*.html", "*.css")]))


def test_long_file_is_reported(plant):
    assert long_files(plant("long.py", "x = 1\n" * 401)) == ["long.py: 401 lines"]


def test_functions_are_within_the_budget():
    tree.expect_none(long_functions(tree.python("newsroom", "articles", "tests", "deploy")))


def test_long_function_is_reported(plant):
    paths = plant("long.py", "def whole():\n" + "    x = 1\n" * 40)
    assert long_functions(paths) == ["long.py:1: def whole():"]


def test_no_file_is_heavy():
    tree.expect_none(heavy_files(tree.project()))


def test_heavy_file_is_reported(plant):
    assert heavy_files(plant("heavy.bin", "x" * 400_001)) == ["heavy.bin"]
