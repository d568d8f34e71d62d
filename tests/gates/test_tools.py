"""The tools that read the code, each once; mypy has its own line in `make check`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates import tree

BIN = Path(sys.executable).parent
TOOLS = {
    "ruff check": (["ruff", "check", "--no-cache", "--output-format=concise"], "*.py"),
    "ruff format": (["ruff", "format", "--no-cache", "--check"], "*.py"),
    "django-upgrade": (["django-upgrade", "--check", "--target-version", "6.0"], "*.py"),
    "djade": (["djade", "--check", "--target-version", "6.0"], "templates/*.html"),
    "djhtml": (["djhtml", "--check", "--tabwidth", "2"], "templates/*.html"),
}
FAULTS = {
    "ruff check": ("a.py", "import os\n"),
    "ruff format": ("a.py", "x = {  'a':1 }\n"),
    "django-upgrade": ("a.py", "from django.utils.encoding import force_text\n"),
    "djade": ("a.html", "{% block a %}\n{% endblock %}\n"),
    "djhtml": ("a.html", "<div>\n<p>\n</p>\n</div>\n"),
}


def complaints(tool, paths):
    """What the tool says about the files; "" when it is content."""
    command, _pattern = TOOLS[tool]
    config = (
        ["--force-exclude", "--config", tree.ROOT / "pyproject.toml"]
        if command[0] == "ruff"
        else []
    )
    run = subprocess.run(
        [BIN / command[0], *command[1:], *config, *paths],
        cwd=tree.ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    return (run.stdout + run.stderr or f"{tool} failed") if run.returncode else ""


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_is_content(tool):
    tree.expect_none(complaints(tool, tree.project(TOOLS[tool][1])).splitlines())


@pytest.mark.parametrize("tool", TOOLS)
def test_tool_sees_the_fault(tool, plant):
    assert complaints(tool, plant(*FAULTS[tool]))


def floors(config):
    """What import-linter says about the contracts of a configuration; "" when all are kept."""
    run = subprocess.run(
        [BIN / "lint-imports", "--no-cache", "--config", config],
        cwd=tree.ROOT,
        env=os.environ | {"PYTHONPATH": str(tree.ROOT)},
        capture_output=True,
        check=False,
        text=True,
    )
    return run.stdout + run.stderr if run.returncode else ""


def test_floors_are_kept():
    tree.expect_none(floors("pyproject.toml").splitlines())


def test_import_for_types_alone_is_reported(plant):
    config = (tree.ROOT / "pyproject.toml").read_text("utf-8")
    contract = """
[[tool.importlinter.contracts]]
name = "A module that only a type checker imports"
type = "forbidden"
source_modules = ["articles.structured_data"]
forbidden_modules = ["articles.models.name_pages"]
as_packages = false
allow_indirect_imports = true
"""
    found = floors(*plant("pyproject.toml", config + contract))
    assert "articles.structured_data -> articles.models.name_pages" in found


def test_import_from_a_higher_floor_is_reported(plant):
    config = (tree.ROOT / "pyproject.toml").read_text("utf-8")
    upside_down = config.replace('    "arabic",\n', "").replace(
        '    "urls",\n', '    "arabic",\n    "urls",\n'
    )
    assert "articles.models" in floors(*plant("pyproject.toml", upside_down))
