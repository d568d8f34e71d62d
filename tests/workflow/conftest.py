from datetime import timedelta

import pytest

from articles import workflow
from tests import factories
from tests.conftest import NOW

FIVE_PM = NOW + timedelta(hours=5)


@pytest.fixture
def article(published):
    return published()


@pytest.fixture
def planned(article, editor):
    """The live article with a new kicker scheduled for five o'clock."""
    revision = factories.revise(article, editor, at=NOW, kicker_ar="مساء")
    workflow.update(article, by=editor, moment=FIVE_PM, at=NOW)
    return revision
