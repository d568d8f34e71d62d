"""What no file of the project may say, and which files there may be."""

import re

from articles.conf import LANGUAGES
from tests.gates import tree

CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
REGISTRY = re.compile(
    r"py(?:pi)\.org|python(?:hosted)\.org|registry\.(?:npmjs|yarnpkg)\.|--(?:extra-)?index(?:-url)"
    r"|trusted(?:-host)|proxy\.(?:golang)\.org",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.:/}~-])/(?:work|root|home|Users|tmp)/\w")
TOP_LEVEL = (
    {"manage.py", "pyproject.toml", "newsroom", "articles", "templates", "static", "locale"}
    | {"tests", "README.md", "LICENSE", "CONTRIBUTING.md", "Makefile", "deploy", "docs", ".ci"}
    | {"requirements.txt", "requirements-dev.txt", ".gitignore", ".python-version"}
)
LOCKS = {"uv.lock", "poetry.lock", "package-lock.json", "yarn.lock", "node_modules"}


def controls(paths):
    """Invisible characters of direction, which belong in code as escapes."""
    return tree.lines(paths, CONTROLS.search)


def registries(paths):
    """Hosts of package registries: where packages come from is the machine's matter."""
    return tree.lines(paths, REGISTRY.search)


def machine_paths(paths):
    """Absolute paths of somebody's machine."""
    return tree.lines(paths, MACHINE_PATH.search)


def strangers(names):
    """What does not belong at the top of the repository, and locks that name registries."""
    tops = {name.split("/")[0] for name in names} - TOP_LEVEL
    return sorted(tops | {name for name in names if name.split("/")[-1] in LOCKS})


def test_no_file_hides_controls_of_direction():
    tree.expect_none(controls(tree.project()))


def test_hidden_control_of_direction_is_reported(plant):
    paths = plant("a.py", 'name = "أحمد"\nname = "\u202eأحمد"\nmark = "\\u200f"\n')
    assert [line.split(":")[1] for line in controls(paths)] == ["2"]


def test_no_file_names_a_registry():
    tree.expect_none(registries(tree.project()))


def test_registry_is_reported(plant):
    faults = ["https://py" + "pi.org/simple", "--index" + "-url https://example.org"]
    assert len(registries(plant("requirements.txt", "\n".join([*faults, "django==6.1"])))) == 2


def test_no_file_holds_a_path_of_one_machine():
    tree.expect_none(machine_paths(tree.project()))


def test_path_of_one_machine_is_reported(plant):
    text = "cd /ho" + "me/sara/newsroom\ncd /srv/newsroom\nopen('/en/articles/')\n"
    assert len(machine_paths(plant("notes.md", text))) == 1


def test_top_level_is_as_the_house_has_it():
    tree.expect_none(strangers([tree.name(path) for path in tree.project()]))


def test_second_package_and_lock_are_reported():
    names = ["articles/models/article.py", "helpers/a.py", "static/uv.lock", "README.md"]
    assert strangers(names) == ["helpers", "static/uv.lock"]


def undocumented_variables(settings, readme):
    """Variables of the environment that the settings read and the README does not list."""
    found = re.findall(r'env\.(\w+)\(\s*"(\w+)"', settings)
    read = {name for function, name in found if function != "by_language"}
    bases = {name for function, name in found if function == "by_language"}
    read |= {f"{name}_{code.upper()}" for name in bases for code in LANGUAGES}
    return sorted(name for name in read if f"`{name}`" not in readme)


def test_readme_lists_every_variable():
    settings = (tree.ROOT / "newsroom" / "settings.py").read_text("utf-8")
    readme = (tree.ROOT / "README.md").read_text("utf-8")
    tree.expect_none(undocumented_variables(settings, readme))


def test_variable_that_the_readme_leaves_out_is_reported():
    settings = 'A = env.text("KNOWN")\nB = env.integer(\n    "HIDDEN", 1)\n'
    settings += 'B = env.by_language("NAME", LANGUAGES, "x")\n'
    readme = "| `KNOWN` |" + "".join(f" `NAME_{code.upper()}`" for code in LANGUAGES[1:])
    assert undocumented_variables(settings, readme) == ["HIDDEN", f"NAME_{LANGUAGES[0].upper()}"]
