"""All that is due: for a timer that runs every minute. No page waits for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import outbox, submissions, workflow
from articles.models import Announcement, Revision
from articles.search import indexing, zero_results


class Command(BaseCommand):
    help = (
        "Apply scheduled changes whose moment has come, repeat announcements that failed, let the "
        "words of what went live into spelling, and forget old searches without a result and old "
        "keys of forms."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        applied = workflow.apply_due(at=at)
        delivered = outbox.deliver()
        indexing.add_due_words(at=at)
        zero_results.delete_old(at=at)
        submissions.forget_old(at=at)
        self.stdout.write(
            _("Changes applied: %(applied)s. Announcements delivered: %(delivered)s.")
            % {"applied": applied, "delivered": delivered}
        )
        waiting = {
            _("Scheduled changes set aside: %(count)s."): Revision.objects.held().count(),
            _("Announcements given up: %(count)s."): Announcement.objects.failed().count(),
        }
        for sentence, count in waiting.items():
            if count:
                self.stderr.write(sentence % {"count": count})
