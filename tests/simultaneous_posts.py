"""Sends one form of a new article four times at one moment to a database in a file.

`test_submissions.py` calls `main` in a process of its own; SQLite in memory cannot
be shared by threads as a file is by workers.
"""

import sys
from secrets import token_hex

from django.core.management import call_command
from django.test.utils import setup_test_environment

from articles.models import Article
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted
from tests.test_submissions import post_at_once


def main() -> None:
    """Print the four statuses and how many articles there are."""
    setup_test_environment()
    call_command("migrate", verbosity=0)
    user = User.objects.create_superuser("root", password="x")
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    data = factories.content(section=section.pk, author=author.pk)
    statuses = post_at_once(user, posted(data, form_key=token_hex(16)))
    sys.stdout.write(f"{statuses} {Article.objects.count()} article")
