"""Builds the site's web fonts from the complete upstream fonts.

    python deploy/build_fonts.py FOLDER

FOLDER holds the complete upstream fonts, in any format fontTools reads, and their licences:

    IBMPlexSansArabic-Bold.*          and -Regular.*, from the IBM Plex Sans Arabic release
    NotoNaskhArabic*Regular.*         from the Noto Naskh Arabic release

Each is cut to what an Arabic newspaper prints and written to static/fonts/ twice: WOFF2 for
readers and TTF for drawing share cards. A cut font is a modified font, and "Plex" is a reserved
name, so the family made from it is called Difaf Sans. Needs fonttools and brotli.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"

LATIN = "".join(map(chr, range(0x20, 0x7F)))
ACCENTED = "ÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜàáâãäåæçèéêëìíîïñòóôõöøùúûüßğĞıİşŞŠšŽžČčĆćŒœ"
PUNCTUATION = (
    "\u00a0\u00a3\u00a9\u00ab\u00b0\u00b7\u00bb\u00d7"
    "\u2009\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u202f\u20ac\u2212"
    "\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
)
ARABIC = "".join(
    map(chr, [0x60C, 0x61B, 0x61F, *range(0x621, 0x63B), *range(0x640, 0x656), 0x670, 0x671])
)
ARABIC_DIGITS = "".join(map(chr, [*range(0x660, 0x66E), *range(0x6F0, 0x6FA)]))
NEIGHBOURS = "\u067e\u0686\u0698\u06a4\u06a8\u06ad\u06a9\u06af\u06cc\u06c0\u06be"
HONORIFICS = "\ufd3e\ufd3f\ufdfa"

FEATURES = ["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "calt"]
FEATURES += ["kern", "mark", "mkmk", "tnum", "pnum"]


@dataclass(frozen=True)
class Cut:
    """One font to make: the upstream file's pattern, and the names the result carries."""

    pattern: str
    file_name: str
    family: str
    style: str


CUTS = (
    Cut("IBMPlexSansArabic-Bold.*", "difaf-sans-700", "Difaf Sans", "Bold"),
    Cut("IBMPlexSansArabic-Regular.*", "difaf-sans-400", "Difaf Sans", "Regular"),
    Cut("NotoNaskhArabic*Regular.*", "noto-naskh-arabic-400", "Noto Naskh Arabic", "Regular"),
)


def subset(font: TTFont) -> None:
    """Cuts `font`, in place, to the characters and features the site uses; drops hinting."""
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["STAT", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(
        text=LATIN + ACCENTED + PUNCTUATION + ARABIC + ARABIC_DIGITS + NEIGHBOURS + HONORIFICS
    )
    subsetter.subset(font)


def rename(font: TTFont, *, family: str, style: str) -> None:
    """Gives `font` its own family name in every record that names it; copyright stays."""
    post_script = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 3: f"{post_script};subset", 4: f"{family} {style}"}
    names[6] = post_script
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def build(cut: Cut, *, source: Path, target: Path) -> list[Path]:
    """Writes `cut` as WOFF2 and TTF into `target` and returns both paths.

    Raises FileNotFoundError when `source` holds no file of that pattern.
    """
    found = sorted(source.rglob(cut.pattern))
    if not found:
        raise FileNotFoundError(f"{source} holds no {cut.pattern}")
    font = TTFont(found[0], recalcTimestamp=False)
    subset(font)
    rename(font, family=cut.family, style=cut.style)
    written = []
    for suffix, flavor in ((".woff2", "woff2"), (".ttf", None)):
        font.flavor = flavor
        path = target / f"{cut.file_name}{suffix}"
        font.save(path)
        written.append(path)
    return written


def main(arguments: list[str]) -> int:
    """Builds every font from the folder named on the command line; returns the exit status."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    for cut in CUTS:
        for path in build(cut, source=Path(arguments[0]), target=TARGET):
            sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
