"""Open work goes to somebody else who writes."""

import pytest

from articles import workflow
from articles.errors import Refused
from articles.workflow.handover import hand_over, work_of
from tests.conftest import NOW


@pytest.mark.parametrize("who", ["journalist", "administrator", "colleague"])
def test_work_is_handed_to_nobody_who_does_not_write(
    journalist, administrator, colleague, content, request, who
):
    colleague.is_active = False
    article = workflow.create(by=journalist, data=content(), at=NOW)
    with pytest.raises(Refused):
        hand_over(of=journalist, to=request.getfixturevalue(who), by=administrator, at=NOW)
    assert list(work_of(journalist)) == [article]


def test_hand_over_says_how_many_articles_it_was(journalist, colleague, administrator, content):
    article = workflow.create(by=journalist, data=content(), at=NOW)
    assert hand_over(of=journalist, to=colleague, by=administrator) == 1
    assert list(work_of(colleague)) == [article]
