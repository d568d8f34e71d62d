"""Reading catalogues of translations without gettext, which a bare machine lacks."""

import ast
import gettext
import re
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? )?(".*")$')


@dataclass
class Entry:
    """One message: its keys, its translations by plural form, and whether it is fuzzy."""

    texts: dict[str, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        """As compiled catalogues name it: the context, EOT, the message."""
        context = self.texts.get("msgctxt")
        return self.texts["msgid"] if context is None else f"{context}\4{self.texts['msgid']}"

    @property
    def translations(self) -> list[str]:
        """One, or six for what is counted."""
        return [text for name, text in self.texts.items() if name.startswith("msgstr")]


def read(path: Path) -> list[Entry]:
    """The messages of a .po file in their order, the header first; obsolete ones are left out."""
    entries: list[Entry] = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        entry, name = Entry(), ""
        for line in block.splitlines():
            entry.is_fuzzy |= line.startswith("#,") and "fuzzy" in line
            if match := _LINE.match(line):
                name = f"{match[1]}{match[2] or ''}" if match[1] else name
                entry.texts[name] = entry.texts.get(name, "") + ast.literal_eval(match[3])
        entries += [entry] if "msgid" in entry.texts else []
    return entries


def compiled(path: Path) -> dict[str, str]:
    """What a .mo file answers: by key, counted messages as `key` and number."""
    with path.open("rb") as file:
        messages = vars(gettext.GNUTranslations(file))["_catalog"]
    return {
        f"{key[0]}[{key[1]}]" if isinstance(key, tuple) else key: text
        for key, text in messages.items()
        if key
    }


def compiles_to(entries: list[Entry]) -> dict[str, str]:
    """What the .mo file of these messages must answer."""
    found = {}
    for entry in entries:
        if not entry.texts["msgid"] or entry.is_fuzzy or not all(entry.translations):
            continue
        counted = "msgid_plural" in entry.texts
        for number, text in enumerate(entry.translations):
            found[f"{entry.key}[{number}]" if counted else entry.key] = text
    return found
