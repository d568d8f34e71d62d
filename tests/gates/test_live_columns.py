"""Only articles.workflow writes an article's state and what readers see of it."""

import ast

from articles.conf import LANGUAGES
from articles.models.article import TRANSLATED
from tests.gates import tree

ONCE = "state latest_revision shared_revision approved_revision embargo_until"
PUBLICATION = (
    "publication live_revision published_at first_published_at expires_at updated_at "
    "corrected_at withdrawal_note"
)
LIVE = {
    *ONCE.split(),
    *PUBLICATION.split(),
    "latest_revision_id",
    "shared_revision_id",
    *(f"{field}_{code}" for code in LANGUAGES for field in PUBLICATION.split()),
    *(f"{field}_{code}" for code in LANGUAGES for field in TRANSLATED if field != "slug"),
}
"""Columns of articles alone: tags have a `slug_ar` of their own."""
WRITING_CALLS = {"update", "create", "bulk_update", "get_or_create", "update_or_create", "setattr"}
WRITERS = ("articles/workflow/",)
APPLIES = "articles/content.py:"
"""`content.apply` fills a row for the verbs, and saves nothing."""
FRONTS = "articles/frontpage/curation.py:"
"""A front page has a `published_at` of its own."""


def _assigned(node):
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    parts = [part for target in targets for part in getattr(target, "elts", [target])]
    return {part.attr for part in parts if isinstance(part, ast.Attribute)}


def _called(node):
    """Names that a writing call, or `Article(...)`, is given: keywords and texts."""
    function = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if function not in WRITING_CALLS | {"Article"}:
        return set()
    texts = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
    return {keyword.arg for keyword in node.keywords} | {each for each in texts if each in LIVE}


def written_columns(paths):
    def writes(node):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            return _assigned(node) & LIVE
        return isinstance(node, ast.Call) and _called(node) & LIVE

    return tree.nodes(paths, writes)


def test_live_columns_are_written_by_the_verbs_only():
    found = written_columns(tree.python("newsroom", "articles"))
    tree.expect_none(line for line in found if not line.startswith((*WRITERS, APPLIES, FRONTS)))


def test_verbs_do_write_them():
    assert len(written_columns(tree.python("articles/workflow"))) > 5


def test_state_written_elsewhere_is_reported(plant):
    text = """
article.state = "published"
Article.objects.filter(pk=1).update(published_at_ar=now)
Article(state="draft")
Article.objects.bulk_update(rows, ["live_revision"])
setattr(article, "expires_at", None)
a, article.headline_ar = 1, ""
status.text_ar = article.state
"""
    found = written_columns(plant("view.py", text))
    assert [line.split(":")[1] for line in found] == ["2", "3", "4", "5", "6", "7"]
