"""Every language is complete: nothing untranslated, nothing fuzzy, and compiled as it is written.

What a catalogue lacks is shown in the default language, not in the English of the code.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import django
import pytest

from articles.conf import LANGUAGES
from tests.gates import catalogue, tree

LOCALE = tree.ROOT / "locale"
FOLDER = LOCALE / "ar" / "LC_MESSAGES"
WRITTEN = FOLDER / "django.po"
IN_THE_CODE = "en"
"""The language of the messages themselves."""
# What Django looks up in Python and templates, and what its scripts look up in browsers.
DOMAINS = {
    "django": ("articles/*.py", "newsroom/*.py", "templates/*"),
    "djangojs": ("newsroom/*.js", "static/js/*"),
}
each_domain = pytest.mark.parametrize("domain", DOMAINS)
each_language = pytest.mark.parametrize(
    "language", [code for code in LANGUAGES if code != IN_THE_CODE]
)
FORMS = re.compile(r"nplurals\s*=\s*(\d)")
PLACE = re.compile(r"%\((\w+)\)s|%\((\w+)\)d")
HEADER = """msgid ""
msgstr "Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : 5;\\n"

"""


def incomplete(entries):
    """Messages that are fuzzy, untranslated, or counted in fewer forms than the header says."""
    header = "".join(entry.texts["msgstr"] for entry in entries if not entry.texts["msgid"])
    forms = int(FORMS.search(header)[1])
    return [
        entry.texts["msgid"][:80]
        for entry in entries
        if entry.is_fuzzy
        or not all(text.strip() for text in entry.translations)
        or ("msgid_plural" in entry.texts and len(entry.translations) != forms)
    ]


def misplaced(entries):
    """Translations that name a place which the message does not give."""
    return [
        entry.texts["msgid"][:80]
        for entry in entries
        if set(PLACE.findall("".join(entry.translations)))
        - set(PLACE.findall(entry.texts["msgid"] + entry.texts.get("msgid_plural", "")))
    ]


@each_language
@each_domain
def test_language_is_complete(domain, language):
    entries = catalogue.read(LOCALE / language / "LC_MESSAGES" / f"{domain}.po")
    tree.expect_none(incomplete(entries) + misplaced(entries))


@each_language
@each_domain
def test_compiled_catalogue_is_what_is_written(domain, language):
    folder = LOCALE / language / "LC_MESSAGES"
    written = catalogue.compiles_to(catalogue.read(folder / f"{domain}.po"))
    found = catalogue.compiled(folder / f"{domain}.mo")
    tree.expect_none(sorted(key for key, _text in written.items() ^ found.items()))


@each_language
@each_domain
def test_every_message_of_the_code_is_in_the_catalogue(tmp_path, domain, language):
    if shutil.which("xgettext") is None:
        unable = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        unable("Install the package gettext: it finds the messages in the code.")
    written = LOCALE / language / "LC_MESSAGES" / f"{domain}.po"
    known = {entry.key for entry in catalogue.read(written)}
    for path in tree.project(*DOMAINS[domain]):
        copy = tmp_path / path.relative_to(tree.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    (tmp_path / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "-l", language, "-d", domain]
    environment = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    extracted = tmp_path / written.relative_to(tree.ROOT)
    tree.expect_none({entry.key for entry in catalogue.read(extracted)} - known)


# Of languages and places that no page of ours shows.
NEVER_SHOWN = {"Haitian Creole"}


@each_domain
def test_what_the_arabic_of_django_lacks_is_in_ours(domain):
    known = {entry.key for entry in catalogue.read(FOLDER / f"{domain}.po")} | NEVER_SHOWN
    root = Path(django.__file__).parent
    apps = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes"]
    for app in apps if domain == "django" else ["contrib/admin"]:
        folder = root / app / "locale"
        arabic = catalogue.read(folder / f"ar/LC_MESSAGES/{domain}.po")
        known |= {entry.key for entry in arabic if all(entry.translations)}
        english = catalogue.read(folder / f"en/LC_MESSAGES/{domain}.po")
        tree.expect_none({entry.key for entry in english} - known)


def test_untranslated_fuzzy_and_badly_counted_messages_are_reported(plant):
    text = (
        HEADER
        + """
msgid "Whole"
msgstr "كامل"

msgid "Empty"
msgstr ""

#, fuzzy
msgid "Guessed"
msgstr "ربما"

msgctxt "page"
msgid "One"
msgid_plural "Many"
msgstr[0] "واحد"
msgstr[1] "كثير"
"""
    )
    entries = catalogue.read(*plant("django.po", text))
    assert incomplete(entries) == ["Empty", "Guessed", "One"]
    assert entries[-1].key == "page\4One"


def test_place_that_the_message_does_not_give_is_reported(plant):
    text = HEADER + 'msgid "Hello %(name)s"\nmsgstr "أهلًا %(user)s"\n'
    assert misplaced(catalogue.read(*plant("django.po", text))) == ["Hello %(name)s"]


def test_stale_compiled_catalogue_is_reported():
    entries = catalogue.read(WRITTEN)
    assert catalogue.compiles_to(entries[:-1]) != catalogue.compiled(WRITTEN.with_suffix(".mo"))


def test_counted_messages_are_compared_form_by_form(plant):
    text = HEADER + 'msgid "Page"\nmsgid_plural "Pages"\n'
    text += "".join(f'msgstr[{number}] "صفحات {number}"\n' for number in range(6))
    found = catalogue.compiles_to(catalogue.read(*plant("django.po", text)))
    assert found["Page[5]"] == "صفحات 5"
