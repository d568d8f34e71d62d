"""Style sheets in logical words, gentle to Arabic, in layers."""

import re

from tests.gates import tree

UNLAYERED = ("admin", "desk", "editor")
"""The desk's sheets answer those of Django's admin, which stand in no layer."""

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"(?<=[{;])\s*(-?[a-z-]+)\s*:\s*([^;{}]+)(?=[;}])")
SIDE = r"(?:left|right|top|bottom)"
PHYSICAL = re.compile(
    rf"(?:scroll-)?(?:margin|padding)-{SIDE}|border-{SIDE}(?:-\w+)*|inset-{SIDE}|{SIDE}"
    r"|(?:min-|max-)?(?:width|height)"
)
SIDED = {"text-align", "float", "clear", "caption-side", "resize"}


def declarations(path):
    bare = COMMENT.sub("", path.read_text("utf-8"))
    return [(name, value.strip()) for name, value in DECLARATION.findall(bare)]


def physical(paths):
    """Declarations that name a side of the screen instead of a side of the text."""
    return [
        f"{tree.name(path)}: {name}: {value}"
        for path in paths
        for name, value in declarations(path)
        if PHYSICAL.fullmatch(name) or (name in SIDED and re.fullmatch(SIDE, value))
    ]


def unkind(paths):
    """What breaks Arabic letters apart, and what no other sheet can answer."""
    return [
        f"{tree.name(path)}: {name}: {value}"
        for path in paths
        for name, value in declarations(path)
        if (name == "letter-spacing" and value not in ("0", "normal"))
        or (name == "text-align" and value == "justify")
        or "!important" in value
    ]


def layers(paths):
    """Sheets that are not wholly one `@layer`."""
    found = []
    for path in paths:
        bare = COMMENT.sub("", path.read_text("utf-8")).strip()
        rules = re.sub(r"@layer [\w, ]+;\s*", "", bare)
        depth, outside = 0, []
        for token in re.findall(r"@layer \w+ \{|[{}]|[^{}]+", rules):
            depth += token.count("{") - token.count("}")
            outside += [token] if depth == 0 and token.strip(" \n}") else []
        if outside or len(re.findall(r"@layer \w+ \{", rules)) != 1:
            found.append(tree.name(path))
    return found


def test_styles_are_logical():
    tree.expect_none(physical(tree.project("static/css/*.css")))


def test_physical_styles_are_reported(plant):
    faults = """p { margin-left: 1rem; text-align: right; }
p { float: left; top: 0 }
p { border-right: 1px solid; max-width: 3rem; border-top-left-radius: 2px; }
@media (max-width: 40rem) { p { margin-inline-start: 0; text-align: start; inline-size: 1px; } }
"""
    assert len(physical(plant("a.css", faults))) == 7


def test_styles_are_kind_to_arabic_and_to_each_other():
    tree.expect_none(unkind(tree.project("static/css/*.css")))


def test_letter_spacing_justified_text_and_important_are_reported(plant):
    faults = "p { letter-spacing: 1px; text-align: justify; color: red !important; }"
    assert len(unkind(plant("a.css", faults + "h1 { letter-spacing: 0; }"))) == 3


def test_each_sheet_is_one_layer():
    sheets = tree.project("static/css/*.css")
    tree.expect_none(layers(path for path in sheets if not path.name.startswith(UNLAYERED)))


def test_rule_outside_the_layer_is_reported(plant):
    layered = "@layer base, card;\n@layer card {\n  p { margin: 0; }\n}\n"
    assert layers(plant("card.css", layered)) == []
    assert layers(plant("card.css", layered + "h1 { margin: 0; }")) == ["card.css"]
    assert layers(plant("card.css", layered + "@layer base { h1 { margin: 0; } }")) == ["card.css"]
    assert layers(plant("card.css", "p { margin: 0; }")) == ["card.css"]


def dark_values(text):
    """The values of dark, as the system chooses it and as whoever reads does."""
    rules = re.findall(r"(:root:not\(\[data-theme\]\)|\[data-theme=\"dark\"\]) \{([^}]*)\}", text)
    return {chooser: set(re.findall(r"--[\w-]+: [^;]+", values)) for chooser, values in rules}


def test_dark_is_the_same_by_the_system_and_by_choice():
    system, choice = dark_values(tree.text(tree.project("static/css/tokens.css")[0])).values()
    assert system == choice
