import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import env


@pytest.fixture
def given(monkeypatch):
    """Sets VALUE in the environment."""
    monkeypatch.delenv("VALUE", raising=False)
    return lambda value, name="VALUE": monkeypatch.setenv(name, str(value))


def test_text_is_stripped_and_has_a_default(given):
    assert env.text("VALUE", "a") == "a"
    given(" b ")
    assert env.text("VALUE", "a") == "b"


def test_words_are_separated_by_commas(given):
    given(" a, b,,c ,")
    assert env.words("VALUE") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1", True), ("YES", True), (" on ", True), ("0", False), ("no", False), ("", False)],
)
def test_boolean_has_several_spellings(given, written, meant):
    given(written)
    assert env.boolean("VALUE", default=not meant) is meant


def test_boolean_that_is_unset_is_its_default(given):
    assert env.boolean("VALUE", default=True) is True


@pytest.mark.parametrize(
    "read",
    [
        lambda: env.boolean("VALUE", default=False),
        lambda: env.integer("VALUE", 1, least=0, most=9),
        lambda: env.choice("VALUE", "a", of=("a", "b")),
        lambda: env.choices("VALUE", "a", of=("a", "b")),
    ],
    ids=["boolean", "integer", "choice", "choices"],
)
def test_value_that_makes_no_sense_is_refused_by_name(given, read):
    given("maybe")
    with pytest.raises(ImproperlyConfigured, match="VALUE"):
        read()


@pytest.mark.parametrize("value", ["0", "9"])
def test_integer_may_be_either_of_its_bounds(given, value):
    given(value)
    assert env.integer("VALUE", 1, least=0, most=9) == int(value)


@pytest.mark.parametrize("value", ["-1", "10"])
def test_integer_outside_its_bounds_is_refused(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="between 0 and 9"):
        env.integer("VALUE", 1, least=0, most=9)


def test_choice_is_one_of_its_words(given):
    assert env.choice("VALUE", "a", of=("a", "b")) == "a"
    given("b")
    assert env.choice("VALUE", "a", of=("a", "b")) == "b"


def test_secret_is_read_from_the_file_that_is_named(given, tmp_path):
    path = tmp_path / "secret"
    path.write_text("from the file\n", encoding="utf-8")
    given("from the environment")
    assert env.secret("VALUE") == "from the environment"
    given(path, "VALUE_FILE")
    assert env.secret("VALUE") == "from the file"


def test_secret_whose_file_is_missing_is_refused(given, tmp_path):
    given(tmp_path / "nothing", "VALUE_FILE")
    with pytest.raises(ImproperlyConfigured, match="VALUE_FILE"):
        env.secret("VALUE")


def test_database_is_sqlite_where_the_data_is(given, tmp_path):
    found = env.database("VALUE", sqlite=tmp_path / "data" / "a.sqlite3")
    assert found["NAME"] == str(tmp_path / "data" / "a.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (tmp_path / "data").is_dir()


def test_database_of_a_sqlite_url_is_the_file_it_names(given, tmp_path):
    given(f"sqlite:///{tmp_path}/b.sqlite3")
    assert env.database("VALUE", sqlite=Path("unused"))["NAME"] == f"{tmp_path}/b.sqlite3"


def test_database_of_a_postgresql_url_is_postgresql(given):
    given("postgres://sara:secret@db.example/news")
    found = env.database("VALUE", sqlite=Path("unused"))
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["HOST"], found["NAME"]) == ("sara", "db.example", "news")


def starts(**environment):
    """What the settings say in such an environment; "" when the site starts."""
    kept = {"PATH": os.environ["PATH"], "DATA_DIR": os.environ["DATA_DIR"]}
    command = [sys.executable, "-c", "from newsroom import settings"]
    run = subprocess.run(
        command, env=kept | environment, capture_output=True, check=False, text=True
    )
    return run.stderr


def test_site_does_not_start_without_a_secret_key():
    assert "Set SECRET_KEY" in starts()


def test_site_starts_without_a_secret_key_in_debug_mode_only():
    assert starts(DEBUG="1") == ""


def test_site_does_not_start_on_an_unknown_family_of_digits():
    assert "DIGITS must be one of" in starts(DEBUG="1", DIGITS="roman")


def test_choices_are_none_or_several_in_the_order_of_the_program(given):
    assert env.choices("VALUE", "b", of=("a", "b")) == ["b"]
    given("b, a")
    assert env.choices("VALUE", "", of=("a", "b")) == ["a", "b"]
    given("")
    assert env.choices("VALUE", "b", of=("a", "b")) == []
