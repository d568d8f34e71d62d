"""Templates obey the content security policy, and say what they need."""

import ast
import re

from tests.gates import tree

INLINE = re.compile(
    r"""\sstyle\s*=\s*["'{]"""
    r"""|\son[a-z]+\s*=\s*["'{]"""
    r"""|<style\b"""
    r"""|<script\b(?![^>]*\b(?:src=|type="(?:application/(?:ld\+)?json|importmap)"))"""
    r"""|javascript:""",
    re.IGNORECASE,
)


def inline(paths):
    return tree.lines(paths, INLINE.search)


def inline_in_python(paths):
    """Texts in Python files with markup that carries a style or a script of its own."""

    def is_markup(node):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        return is_text and "<" in node.value and INLINE.search(node.value)

    return tree.nodes(paths, is_markup)


def purposeless(paths):
    """Partials (`_name.html`) whose first line does not say what they need."""
    return [
        tree.name(path)
        for path in paths
        if path.name.startswith("_")
        and not re.match(r".*?(?:\{#|\{% comment)", path.read_text("utf-8"))
    ]


def test_templates_have_no_inline_style_script_or_handler():
    tree.expect_none(inline(tree.project("templates/*.html")))


def test_inline_style_script_and_handlers_are_reported(plant):
    faults = """<p style="color: red">
<button type="button" onclick="go()">
<script>go()</script>
<style>p { color: red }</style>
<a href="javascript:go()">
<script type="module" src="/static/js/share.js"></script>
<script type="application/ld+json">{}</script>
"""
    found = inline(plant("page.html", faults))
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "4", "5"]


def test_markup_written_in_python_has_none_either():
    tree.expect_none(inline_in_python(tree.python("articles", "newsroom")))


def test_inline_style_in_python_is_reported(plant):
    paths = plant("view.py", "html = '<p style=\"color: red\">'\nstyle = 'x'\n")
    assert len(inline_in_python(paths)) == 1


def test_partials_begin_with_what_they_need():
    tree.expect_none(purposeless(tree.project("templates/*.html")))


def test_partial_without_its_needs_is_reported(plant):
    assert purposeless(plant("_card.html", "<article></article>")) == ["_card.html"]
