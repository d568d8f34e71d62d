"""`manage.py demo`: a newsroom of eight sections to try everything with."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.base_command import TranslatedCommand
from articles.errors import Refused
from articles.management.demo.accounts import ACCOUNTS, PASSWORD, DemoPeople, load_people
from articles.management.demo.images import rendition_pool
from articles.management.demo.loader import DemoLoader, announce_trial
from articles.management.demo.planning import load_plans
from articles.notifications.models import Notification

_NEWS: Final = timedelta(days=2)


class Command(TranslatedCommand):
    description = gettext_lazy(
        "Load the demo newsroom: accounts, sections, authors, pictures and articles. "
        "It only adds: what is there, whoever made it, is left as it is. "
        "The accounts have a password that everybody knows: never on a public site."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        start, now = monotonic(), timezone.now()
        with rendition_pool() as pool:
            try:
                with transaction.atomic():
                    people = load_people()
                loader = DemoLoader(people, now, pool)
                made = people.made + self._load_articles(loader)
                made += load_plans(people, loader.articles, at=now)
            except Refused as refused:
                raise CommandError(str(refused)) from None
            made += self._announce(people, now)
            # What happened before the demo began is nobody's news.
            Notification.objects.filter(at__lt=now - _NEWS).settle(at=now)
            if made:
                self.stdout.write(_("Finishing the pictures …"))
                self.stdout.flush()
        if made:
            self._say_accounts()
            seconds = f"{monotonic() - start:.0f}"
            self.stdout.write(_("The demo is ready after %(seconds)s s.") % {"seconds": seconds})
        else:
            self.stdout.write(_("Everything is there already; nothing was changed."))

    def _load_articles(self, loader: DemoLoader) -> int:
        pieces = loader.missing_articles()
        for number, piece in enumerate(pieces, start=1):
            article = loader.load_article(piece)
            place = {"number": number, "all": len(pieces), "article": article}
            self.stdout.write(_("%(number)s of %(all)s: %(article)s") % place)
            self.stdout.flush()
        return len(pieces)

    def _announce(self, people: DemoPeople, now: datetime) -> int:
        announced = announce_trial(people, at=now)
        if announced:
            self.stdout.write(_("Every page says that this is a trial broadcast."))
        return int(announced)

    def _say_accounts(self) -> None:
        names = ", ".join(ACCOUNTS)
        self.stdout.write(
            _("Accounts: %(names)s. New ones have the password: %(password)s")
            % {"names": names, "password": PASSWORD}
        )
