"""A language is named in the settings and in `articles.languages`; code asks those two."""

import ast
import re

from tests.gates import tree

COLUMN = re.compile(r"-?\w+_(?:ar|en)(?:__\w+)?")
WRITTEN = re.compile(r"""["'](?:ar|en)["']|\w_(?:ar|en)\b|href="/en/""")
LANG = re.compile(r'\blang="en"|lang: "en"')
"""Names of other houses and of formats, marked as English words on a page of any language."""
MAY_NAME_THEM = {
    "newsroom/settings.py": "lists them",
    "articles/languages.py": "says what they differ in",
    "articles/conf.py": "defaults of the settings",
    "articles/arabic/": "writes moments in these two",
    "articles/management/demo/": "a newsroom of these two",
    "articles/search/slips.py": "words of Arabic are mistyped, and labelled queries are Arabic",
    "static/js/editor/nodes.js": "turns the Arabic comma of a list of sites",
    "static/js/editor/paste/pasted.js": "the quotation marks of Arabic",
    "templates/articles/_header.html": "the wordmark is drawn in Arabic letters",
}


def _named(node):
    """Names and whole texts of the node, among which columns and codes are."""
    names = [getattr(node, name, None) for name in ("id", "attr", "arg", "value")]
    return [name for name in names if isinstance(name, str)]


def named_in_python(paths):
    """Codes of languages, and columns of one, in Python."""

    def names_a_language(node):
        return any(
            COLUMN.fullmatch(name) or (isinstance(node, ast.Constant) and name in {"ar", "en"})
            for name in _named(node)
        )

    return tree.nodes(paths, names_a_language)


def named_elsewhere(paths):
    """The same in templates and scripts."""
    return tree.lines(paths, lambda line: WRITTEN.search(LANG.sub("", line)))


def _found():
    found = named_in_python(tree.python("articles", "newsroom"))
    return found + named_elsewhere(tree.project("templates/*.html", "static/js/*.js"))


def test_code_names_no_language():
    tree.expect_none(line for line in _found() if not line.startswith(tuple(MAY_NAME_THEM)))


def test_every_exception_is_needed():
    found = _found()
    tree.expect_none(
        place for place in MAY_NAME_THEM if not any(line.startswith(place) for line in found)
    )


def test_language_and_column_in_python_are_reported(plant):
    text = '''
"""Columns such as headline_ar."""
for code in ("ar", "en"): pass
rows.order_by("-name_ar")
rows.filter(name_en__gt="")
print(tag.key_en)
f"name_{language}"
name = "ar_AR"
'''
    found = named_in_python(plant("view.py", text))
    assert [line.split(":")[1] for line in found] == ["3", "3", "4", "5", "6"]


def test_language_in_a_template_or_script_is_reported(plant):
    text = """{% if language == "ar" %}
<a href="/en/">
<bdi lang="en" dir="ltr">RSS</bdi>
const lang = document.documentElement.lang || 'en';
"""
    found = named_elsewhere(plant("page.html", text))
    assert [line.split(":")[1] for line in found] == ["1", "2", "4"]
