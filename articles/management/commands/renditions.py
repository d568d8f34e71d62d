"""`manage.py renditions`: make every rendition that is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Image
from articles.renditions.render import create_missing


class Command(BaseCommand):
    help = "Make every missing file of every picture. Safe to run again, and beside the site."

    def handle(self, *args: Any, **options: Any) -> None:
        made, broken = 0, []
        for image in Image.objects.order_by("pk").iterator(chunk_size=200):
            try:
                made += create_missing(image)
            except OSError as error:
                broken.append(image.pk)
                self.stderr.write(f"image {image.pk}: {error}")
        done = ngettext("Made %(count)s file.", "Made %(count)s files.", made)
        self.stdout.write(done % {"count": made})
        if broken:
            raise CommandError(
                _("These pictures cannot be read: %(numbers)s.")
                % {"numbers": ", ".join(map(str, broken))}
            )
