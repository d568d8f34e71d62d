"""An embargo is set, moved and lifted with a reason, which stands in the history."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles import content
from articles.admin.article_form import ArticleForm
from articles.models import Article


def is_explained(form: ArticleForm, article: Article | None) -> bool:
    """Whether the valid form leaves the embargo as its base has it, or says why it does not.

    Else an error stands at the note. No query, one where the embargo is not that of the newest
    revision and there is no note.
    """
    if form.cleaned_data["note"] or "embargo_until" not in form.changed_data:
        return True
    # A form that was opened before a colleague changed the embargo leaves it alone.
    base = form.cleaned_data["base"]
    revision = article.revisions.filter(pk=base).first() if article and base else None
    before = content.moment(content.read(revision), "embargo_until") if revision else None
    if before == form.cleaned_data["embargo_until"]:
        return True
    form.add_error(
        "note", _("Say why the embargo is set, moved or lifted: it stands in the history.")
    )
    return False
