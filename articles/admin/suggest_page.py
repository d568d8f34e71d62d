"""The page on which somebody suggests edits to an article: what is typed changes nothing in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import autosaves, content, suggestions
from articles.admin.article_form import translated_fields
from articles.admin.autosave import saved_as_json, sent_text
from articles.admin.editing import current_user, desk_url, render_page
from articles.admin.suggestion_marks import marks_view, own_marks_view, suggestible_article
from articles.admin.writing import measures
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.json_requests import (
    RequestError,
    answers_refusals,
    json_answer,
    person_of,
    refuse_other_person,
    refuse_signed_out,
)
from articles.models import Article, Revision, Submission, Suggestion
from articles.models.fields import MAX_ID
from articles.notifications import telling
from articles.submissions import NUMBER, done, once
from articles.suggestions import FIELDS, Typed

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


class SuggestionForm(forms.Form):
    """The texts of one language that may be suggested, as fields of the names they have elsewhere.

    `base` is the revision that the text was made from, `seen` the count of the suggestion that
    it goes on from.
    """

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAX_ID)
    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=autosaves.MAX_NUMBER
    )

    def __init__(self, posted: Mapping[str, Any] | None, *, language: str, of: Any = None) -> None:
        super().__init__(posted, initial=of)
        self.language = language
        self.fields.update(translated_fields(language, FIELDS))

    def paper(self) -> dict[str, Any]:
        """The context of `_paper.html`."""
        names = [f"{field}_{self.language}" for field in FIELDS]
        return {
            "language": self.language,
            "paper": [self[name] for name in names],
            "has_errors": any(name in self.errors for name in names),
        }

    def typed(self, *, key: str, number: int) -> Typed:
        """What a valid form holds."""
        cleaned = self.cleaned_data
        texts = {field: cleaned[f"{field}_{self.language}"] for field in FIELDS}
        return Typed(key, number, cleaned["base"], cleaned["seen"] or 0, texts)


def suggest_view(
    model_admin: Any, request: HttpRequest, pk: int, language: str = ""
) -> HttpResponse:
    """The page in a language, the first written one by default; POST keeps what is sent."""
    if not language:
        return _to_first_language(model_admin, request, pk)
    return saved_as_json(request, _page(model_admin, request, pk, language))


def _to_first_language(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    article = suggestible_article(model_admin, request, pk, LANGUAGES[0])
    first = _written(article)[0]
    return HttpResponseRedirect(desk_url(article, "suggest", first))


def _written(article: Article) -> list[str]:
    """The languages in which the newest revision has a headline or a body; at least one."""
    data = content.read(_newest(article))
    written = [
        code for code in LANGUAGES if data.get(f"headline_{code}") or data.get(f"body_{code}")
    ]
    return written or list(LANGUAGES[:1])


def _newest(article: Article) -> Revision:
    if article.latest_revision is None:  # refused before, by `suggestible_article`
        raise PermissionDenied
    return article.latest_revision


def _page(model_admin: Any, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    article = suggestible_article(model_admin, request, pk, language)
    suggestion = _own(current_user(request), article, language)
    form = _form(request, article, suggestion, language)

    def act(submission: Submission) -> HttpResponse:
        if request.method == "POST" and form.is_valid():
            try:
                return _keep(request, article, form, submission)
            except Refused as refusal:
                form.add_error(None, str(refusal))
        context = _context(article, suggestion, form)
        return render_page(model_admin, request, "suggest", context)

    return once(request, act)


def _own(by: User, article: Article, language: str) -> Suggestion | None:
    """The user's open suggestion, with its contents; one query, a second where there is one."""
    rows = Suggestion.objects.of(by).open().filter(article=article, language=language)
    return suggestions.with_contents(rows).first()


def _form(
    request: HttpRequest, article: Article, suggestion: Suggestion | None, language: str
) -> SuggestionForm:
    if request.method == "POST":
        return SuggestionForm(request.POST, language=language)
    begun = suggestions.start(suggestion, _newest(article), language)
    texts = {f"{field}_{language}": text for field, text in begun.texts.items()}
    seen = suggestion.number if suggestion else 0
    return SuggestionForm(None, language=language, of=texts | {"base": begun.base.pk, "seen": seen})


def _keep(
    request: HttpRequest, article: Article, form: SuggestionForm, submission: Submission
) -> HttpResponse:
    now = timezone.now()
    # Without scripts nobody counts: the moment is later than any count before it.
    number = autosaves.client_number(request.POST.get(NUMBER)) or int(now.timestamp() * 1000)
    typed = form.typed(key=request.POST.get("form_key", ""), number=number)
    suggestions.keep(article, form.language, by=current_user(request), typed=typed, at=now)
    done(submission, target=article.pk)
    messages.success(request, _("Your suggestion is with the editors; the article is unchanged."))
    return HttpResponseRedirect(desk_url(article))


def _context(
    article: Article, suggestion: Suggestion | None, form: SuggestionForm
) -> dict[str, Any]:
    decided = suggestion.decisions.all() if suggestion else ()
    base = form["base"].value()
    return {
        "title": _("Suggest edits"),
        "article": article,
        "suggestion": suggestion,
        "form": form,
        "panel": form.paper(),
        "written": _written(article),
        "is_behind": str(base) != str(article.latest_revision_id),
        "decisions": sorted(decided, key=lambda each: (each.at, each.pk)),
        "measures": measures(),
    }


@answers_refusals
def keep_view(model_admin: Any, request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """POST JSON: keep what is typed, as `autosave.autosave_view` is asked and answers.

    400 for a text that is refused, 403 for an article that one may not see, or a killed one.
    """
    refuse_signed_out(model_admin, request)
    sent = sent_text(request)
    refuse_other_person(request, sent)
    article = suggestible_article(model_admin, request, pk, language)
    fields = {name: texts[0] for name, texts in sent["fields"].items() if _is_text(texts)}
    form = SuggestionForm(fields, language=language)
    if not form.is_valid():
        words = [error for errors in form.errors.values() for error in errors]
        raise RequestError(HTTPStatus.BAD_REQUEST, " ".join(map(str, words)))
    now = timezone.now()
    typed = form.typed(key=sent["form_key"], number=sent["number"])
    try:
        is_kept = suggestions.keep(article, language, by=current_user(request), typed=typed, at=now)
    except Refused as refusal:
        raise RequestError(HTTPStatus.BAD_REQUEST, refusal) from None
    return json_answer(
        {"saved_at": now.isoformat(), "is_kept": is_kept, "person": person_of(request)}
    )


def _is_text(texts: object) -> bool:
    return isinstance(texts, list) and len(texts) > 0 and isinstance(texts[0], str)


def withdraw_view(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask its author whether the suggestion may be taken back, and do it (POST)."""
    rows = Suggestion.objects.of(current_user(request)).select_related("article")
    suggestion = rows.filter(pk=number, article=pk).first()
    if suggestion is None:
        raise Http404
    article = suggestion.article
    if request.method != "POST":
        context = {"title": _("Withdraw your suggestion?"), "article": article}
        context |= {"suggestion": suggestion}
        return render_page(model_admin, request, "suggestion_withdraw", context)
    with transaction.atomic():
        suggestions.withdraw(suggestion, at=timezone.now())
        telling.settle([telling.of_suggestion(suggestion.pk)], at=timezone.now())
    messages.success(request, _("Your suggestion was withdrawn."))
    return HttpResponseRedirect(desk_url(article))


def urls(model_admin: Any) -> list[URLPattern]:
    """The routes below the articles' own; `suggest_keep` answers the signed out in JSON."""

    def guarded(route: str, view: Any, name: str) -> URLPattern:
        wrapped = model_admin.admin_site.admin_view(partial(view, model_admin))
        pattern: URLPattern = path(route, wrapped, name=f"articles_article_{name}")
        return pattern

    own = "<int:pk>/suggest/<slug:language>/"
    keep = never_cache(partial(keep_view, model_admin))
    return [
        guarded("<int:pk>/suggest/", suggest_view, "suggest_any"),
        guarded(own, suggest_view, "suggest"),
        guarded(f"{own}marks/", own_marks_view, "suggest_marks"),
        path(f"{own}keep/", keep, name="articles_article_suggest_keep"),
        guarded("<int:pk>/suggestions/<slug:language>/", marks_view, "suggestions"),
        guarded("<int:pk>/suggestion/<int:number>/withdraw/", withdraw_view, "suggestion_withdraw"),
    ]
