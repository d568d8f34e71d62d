"""The table of an article's states says what the verbs and the reader's page do."""

import os
from pathlib import Path

import pytest

from articles import workflow
from tests.conftest import NOW
from tests.workflow import states_table

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "states.md"
ENGLISH = {"headline_en": "A new fast line", "body_en": "<p>It opened.</p>"}


@pytest.fixture
def made(chief, content):
    """The table as it comes out now."""

    def draft():
        return workflow.create(by=chief, data=content(**ENGLISH), at=NOW - states_table.HOUR)

    return states_table.table(draft, chief)


def test_table_of_states_is_what_the_verbs_make(made):
    if os.environ.get("UPDATE"):
        DOCUMENT.write_text(made, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == made


OF_A_SETTING = {"request_kill", "decline_kill"}
"""Possible where a kill needs two people alone; see test_kill_requests.py."""


def test_every_verb_leads_from_some_state_of_the_table(made):
    possible = made.partition("## What")[2]
    verbs = set(workflow.VERBS) - OF_A_SETTING
    assert [verb for verb in sorted(verbs) if verb not in possible] == []
