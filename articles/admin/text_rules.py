"""TextRuleAdmin: one page with every rule of the text checks, for the newsroom to choose."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import signals
from articles.admin.read_only import ListOnlyMixin
from articles.models import Submission, TextRule
from articles.submissions import done, once
from articles.text_checks import RULES
from articles.text_checks.articles import policy


@admin.register(TextRule)
class TextRuleAdmin(ListOnlyMixin):
    """The rules are the program's; which of them count and which block is the newsroom's."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """GET: the rules with two boxes each. POST: the boxes as they are ticked."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied

        def act(submission: Submission) -> HttpResponse:
            if request.method == "POST":
                _choose(request.POST.getlist("active"), request.POST.getlist("blocking"))
                done(submission, target="rules")
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(request.get_full_path())
            return self._page(request)

        return once(request, act)

    def _page(self, request: HttpRequest) -> HttpResponse:
        chosen = policy()
        rows = [
            {
                "rule": name,
                "label": rule.label,
                "message": rule.message,
                "is_active": name in chosen.active,
                "is_blocking": name in chosen.blocking,
            }
            for name, rule in RULES.items()
        ]
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": self.opts.verbose_name_plural,
            "rows": rows,
            "may_change": self.has_change_permission(request),
        }
        return TemplateResponse(request, "admin/articles/textrule/change_list.html", context)


def _choose(active: list[str], blocking: list[str]) -> None:
    """Keep the choice about every rule; what is not used blocks nothing. Three queries."""
    rows = [
        TextRule(
            rule=name, is_active=name in active, is_blocking=name in active and name in blocking
        )
        for name in RULES
    ]
    with transaction.atomic():
        before = policy()
        TextRule.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["rule"],
            update_fields=["is_active", "is_blocking"],
        )
        was = {name: _chosen(name in before.active, name in before.blocking) for name in RULES}
        now = {row.rule: _chosen(row.is_active, row.is_blocking) for row in rows}
        signals.chosen.send(sender=TextRule, before=was, after=now)


def _chosen(is_active: bool, is_blocking: bool) -> str:
    """The choice about one rule: `off`, `marks` or `blocks`."""
    return "blocks" if is_blocking else "marks" if is_active else "off"
