"""Every verb has its page, its explanation and its label; one that lacks any is named here."""

from articles.admin.activity import ACTION_LABELS
from articles.admin.verbs import EXPLANATIONS, VERB_PAGES
from articles.workflow.rules import VERBS

WITHOUT_A_PAGE = {"restore"}
"""Done from the page of a revision."""


def test_every_verb_has_a_page_and_an_explanation() -> None:
    verbs = set(VERBS) - WITHOUT_A_PAGE
    assert set(VERB_PAGES) == verbs, "articles/admin/verbs.py: VERB_PAGES"
    assert set(EXPLANATIONS) == verbs, "articles/admin/verbs.py: EXPLANATIONS"


def test_every_verb_has_a_label_in_the_log() -> None:
    assert set(VERBS) <= set(ACTION_LABELS), "articles/admin/activity.py: ACTION_LABELS"
