"""Single fields taken from an older version."""

import pytest

from articles import workflow
from articles.errors import Outdated, Refused
from tests.conftest import NOW


@pytest.fixture
def draft(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


@pytest.fixture
def versions(draft, journalist):
    """The draft's first version, and one with another kicker and body upon it."""
    first = draft.revisions.get()
    data = first.data | {"kicker_ar": "جديد", "body_ar": "<p>أقصر</p>"}
    return first, workflow.save(draft, by=journalist, data=data, base=first.pk, at=NOW)


def test_field_comes_from_the_older_version_and_the_rest_from_the_newest(draft, editor, versions):
    first, second = versions
    new = workflow.restore(draft, revision=first, by=editor, fields={"body_ar": "المتن"}, at=NOW)
    assert new.data == second.data | {"body_ar": first.data["body_ar"]}
    assert (new.base, new.restored_from) == (second, None)
    assert new.note.endswith("المتن.")


def test_field_that_is_the_same_already_is_refused(draft, editor, versions):
    first, _second = versions
    with pytest.raises(Refused):
        workflow.restore(draft, revision=first, by=editor, fields={"kind": "النوع"}, at=NOW)


def test_field_is_not_restored_over_a_newer_save(draft, editor, versions):
    first, _second = versions
    with pytest.raises(Outdated):
        workflow.restore(
            draft, revision=first, by=editor, fields={"body_ar": "المتن"}, seen=first.pk, at=NOW
        )
