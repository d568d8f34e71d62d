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


TAG = re.compile(
    r"(?<![`P])</?(?:a|article|b|bdi|button|code|div|em|figure|h[1-6]|img|input|label|li|link|meta"
    r"|nav|ol|p|path|script|section|small|span|strong|svg|table|time|ul)(?=[\s>{/])"
)
"""A tag of HTML; neither the name of a group in a pattern nor an element in a docstring."""
WRITES_TAGS = (
    "articles/body/",  # bodies are HTML: what is stored, and how it is shown
    "articles/management/",  # the bodies of the demo newsroom and of imported articles
    "articles/merging/",  # bodies again
    "articles/renditions/markup.py",  # twenty pictures on a list page, a tenth of a template's time
    "articles/search/highlighting.py",  # marks words inside escaped text
    "articles/structured_data.py",  # counts the closing tags of a body
    "articles/admin/body_description.py",  # reads bodies
)
"""Where Python writes tags itself; everything else leaves them to templates, which escape."""


def tags_in_python(paths):
    """Texts in Python files that contain a tag."""

    def writes_a_tag(node):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        return is_text and TAG.search(node.value)

    return tree.nodes(paths, writes_a_tag)


def purposeless(paths):
    """Partials (`_name.html`) whose first line does not say what they need."""
    return [
        tree.name(path)
        for path in paths
        if path.name.startswith("_")
        and not re.match(r".*?(?:\{#|\{% comment)", path.read_text("utf-8"))
    ]


def test_templates_have_no_inline_style_script_or_handler():
    # Mail programs read no style sheet, and are told no policy that forbids inline style.
    pages = [
        each for each in tree.project("templates/*.html") if "newsletter/mails" not in str(each)
    ]
    tree.expect_none(inline(pages))


def test_inline_style_script_and_handlers_are_reported(plant):
    faults = """<p style="color: red">
<button type="button" onclick="go()">
<script>go()</script>
<style>p { color: red }</style>
<a href="javascript:go()">
<script type="module" src="/static/js/copy.js"></script>
<script type="application/ld+json">{}</script>
"""
    found = inline(plant("page.html", faults))
    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "4", "5"]


def test_markup_written_in_python_has_none_either():
    tree.expect_none(inline_in_python(tree.python("articles", "newsroom")))


def test_inline_style_in_python_is_reported(plant):
    paths = plant("view.py", "html = '<p style=\"color: red\">'\nstyle = 'x'\n")
    assert len(inline_in_python(paths)) == 1


def test_templates_write_the_tags():
    found = tags_in_python(tree.python("articles", "newsroom"))
    tree.expect_none(line for line in found if not line.startswith(WRITES_TAGS))


def test_tag_in_python_is_reported(plant):
    text = (
        "a = f'<p class=\"x\">{b}</p>'\nb = '(?P<p>x)'\nc = '1 < a'\nd = format_html('<b>{}', a)\n"
    )
    found = tags_in_python(plant("view.py", text))
    assert [line.split(":")[1] for line in found] == ["1", "1", "4"]


def test_partials_begin_with_what_they_need():
    tree.expect_none(purposeless(tree.project("templates/*.html")))


def test_partial_without_its_needs_is_reported(plant):
    assert purposeless(plant("_card.html", "<article></article>")) == ["_card.html"]
