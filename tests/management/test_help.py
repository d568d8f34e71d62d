"""Every command says what it does, in the language of the terminal."""

from typing import Any

import pytest
from django.core.management import get_commands, load_command_class
from django.utils import translation

OURS = sorted(
    name for name, app in get_commands().items() if app.startswith(("articles", "newsroom"))
)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", OURS)
def test_command_says_what_it_does(name: str, language: str, capsys: Any) -> None:
    with translation.override(language), pytest.raises(SystemExit) as ended:
        load_command_class(get_commands()[name], name).run_from_argv(["manage.py", name, "--help"])

    assert ended.value.code == 0
    assert f"manage.py {name}" in capsys.readouterr().out
