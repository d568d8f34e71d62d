"""All that is due: for a timer that runs every minute. No page waits for it."""

import logging
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import outbox, signals, submissions, workflow
from articles.models import Announcement, Revision
from articles.search import indexing, zero_results

logger = logging.getLogger(__name__)


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
        self._run_others(at)
        waiting = {
            _("Scheduled changes set aside: %(count)s."): Revision.objects.held().count(),
            _("Announcements given up: %(count)s."): Announcement.objects.failed().count(),
        }
        for sentence, count in waiting.items():
            if count:
                self.stderr.write(sentence % {"count": count})

    def _run_others(self, at: datetime) -> None:
        """What others do once a minute; one that fails is logged and keeps nobody from theirs."""
        for receiver, answer in signals.due.send_robust(sender=Command, at=at):
            if isinstance(answer, Exception):
                logger.error("due failed receiver=%s", receiver, exc_info=answer)
            elif answer:
                self.stdout.write(str(answer))
