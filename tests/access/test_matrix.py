"""Who may open and do what: every route and every verb, for everybody, as `matrix.tsv` says.

A cell says what an address answers: a status, "login" for the way to the sign-in, "done" where
something was changed. CONTRIBUTING says how a route gets its rows.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.asking import Asker
from tests.access.cast import PEOPLE, make_cast
from tests.access.routes import rows

MATRIX = Path(__file__).with_name("matrix.tsv")
OPEN_WITHOUT_TOKEN: set[str] = set()
"""Rows of which a form is taken from elsewhere."""
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine, pytest.mark.no_cover]


def decided() -> dict[tuple[str, str], list[str]]:
    """{(row, method): answers} of the file."""
    lines = MATRIX.read_text("utf-8").splitlines()[1:] if MATRIX.exists() else []
    cells = [line.split("\t") for line in lines if line]
    return {(name, method): answers for name, method, *answers in cells}


@pytest.fixture(autouse=True)
def _refusals_are_no_news() -> Iterator[None]:
    """Hundreds of refused requests would be logged with their tracebacks."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_is_answered_as_the_matrix_says(method: str) -> None:
    cast, known = make_cast(), decided()
    asker, faults, seen = Asker(cast), [], set()
    for name, path in rows(cast.places):
        answers = [asker.ask(who, method, path) for who in PEOPLE]
        seen.add((name, method))
        line = "\t".join([name, method, *answers])
        if (name, method) not in known:
            faults.append(f"no row; decide who may, and if this is right, add it:\n{line}")
        elif known[name, method] != answers:
            said = "\t".join([name, method, *known[name, method]])
            faults.append(f"decided:\n{said}\nanswered at {path}:\n{line}")
        if method == "POST" and "done" in answers and name not in OPEN_WITHOUT_TOKEN:
            who = PEOPLE[answers.index("done")]
            without = asker.ask(who, method, path, checks_token=True)
            if without not in ("403", "401", "login"):
                faults.append(f"{name} takes a form of {who} without a token: {without}")
    faults += [
        f"no such route: {name}" for name, way in known if way == method and (name, way) not in seen
    ]
    assert not faults, "\n\n".join(["", *faults])
