"""How Python is written here, as far as ruff and mypy do not say it."""

import ast
import importlib
import io
import re
import tokenize

from tests.gates import tree

EVERYWHERE = ("newsroom", "articles", "tests", "deploy")
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
HOOKS = ("clean_", "get_absolute_url")
"""Methods that Django calls by their name, without declaring them on a base class."""
SILENCED = re.compile(r"#\s*(?:type: ignore|noqa|pragma: no cover)")
REASONED = re.compile(
    r"#\s*(?:type: ignore\[[\w, -]+\]|noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|pragma: no cover)"
    r"\s+(?:[-#] ?)?\w+ \w+"
)


def hidden_imports(paths):
    def hides(node):
        inner = ast.walk(node) if isinstance(node, FUNCTIONS) else ()
        return any(isinstance(each, ast.Import | ast.ImportFrom) for each in inner)

    return tree.nodes(paths, hides)


def unreasoned(paths):
    """Silenced warnings without the rule's name and a reason of two words or more."""
    return [
        f"{tree.name(path)}:{token.start[0]}: {token.string}"
        for path in paths
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
        if token.type == tokenize.COMMENT
        and SILENCED.search(token.string)
        and not REASONED.search(token.string)
    ]


def is_override(path, owner, name):
    """Whether a class of a project's module has the name from one of its bases."""
    module = ".".join(path.relative_to(tree.ROOT).with_suffix("").parts).removesuffix(".__init__")
    bases = getattr(importlib.import_module(module), owner).__mro__[1:]
    return any(name in vars(base) for base in bases)


def is_mute(node):
    """A public function whose body begins with work, neither with a docstring nor with `...`."""
    is_public = isinstance(node, FUNCTIONS) and not node.name.startswith(("_", *HOOKS))
    return is_public and not isinstance(node.body[0], ast.Expr)


def undocumented(paths, *, inherited=is_override):
    """Public functions and methods that state no contract; overrides and hooks need none."""
    found = []
    for path in paths:
        for node in tree.parsed(path).body:
            owner = node.name if isinstance(node, ast.ClassDef) else ""
            found += [
                f"{tree.name(path)}:{each.lineno}: {owner or 'def'} {each.name}"
                for each in (node.body if owner else [node])
                if is_mute(each)
                and not owner.startswith("_")
                and not (owner and inherited(path, owner, each.name))
            ]
    return found


def is_overruled_zero(node):
    """`x or 50`: a zero that was meant becomes 50; only 0 and 1 stand in for nothing at all."""
    last = node.values[-1] if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) else None
    value = last.value if isinstance(last, ast.Constant) else 0
    return isinstance(value, int | float) and value not in (0, 1)


def test_zero_is_no_missing_number():
    tree.expect_none(tree.nodes(tree.python("newsroom", "articles", "deploy"), is_overruled_zero))


def test_zero_taken_for_missing_is_reported(plant):
    text = "a = x or 50\nb = x or 0\nc = sum(x) or 1.0\nd = x or 'word'\ne = x and 50\nf = x or y\n"
    found = tree.nodes(plant("zero.py", text), is_overruled_zero)
    assert found == ["zero.py:1: x or 50"]


def test_imports_stand_at_the_top():
    tree.expect_none(hidden_imports(tree.python(*EVERYWHERE)))


def test_hidden_import_is_reported(plant):
    paths = plant("hiding.py", "def now():\n    import time\n    return time.time()\n")
    assert hidden_imports(paths) == ["hiding.py:1: def now():"]


def test_silenced_warnings_say_why():
    tree.expect_none(unreasoned([*tree.python(*EVERYWHERE), tree.ROOT / "manage.py"]))


def test_silenced_warning_without_a_reason_is_reported(plant):
    silence = "no" + "qa"
    text = f"a = 1  # {silence}\nb = 1  # {silence}: S101\nc = 1  # {silence}: S101 - said why\n"
    found = unreasoned(plant("silent.py", text))
    assert [line.split(":")[1] for line in found] == ["1", "2"]


def test_silenced_type_without_a_reason_is_reported(plant):
    silence = "type: " + "ignore"
    text = f"a = 1  # {silence}\nb = 1  # {silence}[misc]\nc = 1  # {silence}[misc] # said why\n"
    found = unreasoned(plant("silent.py", text))
    assert [line.split(":")[1] for line in found] == ["1", "2"]


def test_public_functions_state_their_contract():
    tree.expect_none(undocumented(tree.python("newsroom", "articles", "deploy")))


def test_function_without_a_docstring_is_reported(plant):
    text = "def told():\n    '''It is.'''\ndef mute():\n    x = 1\n"
    text += "class A:\n    def quiet(self): return 1\n"
    found = undocumented(plant("mute.py", text), inherited=lambda *_: False)
    assert found == ["mute.py:3: def mute", "mute.py:6: A quiet"]


def test_override_needs_no_docstring():
    path = tree.ROOT / "articles" / "models" / "fields.py"
    assert is_override(path, "LineField", "to_python")
    assert not is_override(path, "LineField", "to_write")
