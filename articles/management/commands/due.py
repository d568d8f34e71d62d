"""All that is due: for a timer that runs every minute. No page waits for it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import lifecycle, workflow


class Command(BaseCommand):
    help = "Apply scheduled changes whose moment has come, and repeat announcements that failed."

    def handle(self, *args: Any, **options: Any) -> None:
        applied = workflow.apply_due(at=timezone.now())
        delivered = lifecycle.deliver()
        self.stdout.write(
            _("Changes applied: %(applied)s. Announcements delivered: %(delivered)s.")
            % {"applied": applied, "delivered": delivered}
        )
