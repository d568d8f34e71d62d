"""Whether work on texts grows with the texts alone, and what the small parts of a page cost.

Growth: the time for eight times a text over the time for it; 8 is linear, 64 quadratic. Costs are
beside something everybody knows, in the same run. All is the best of a few, of the processor.
"""

from collections.abc import Callable
from time import process_time

from django.utils.html import format_html

from articles import body
from articles.arabic.tokens import terms
from tests.arabic.strategies import HARD
from tests.arabic.test_properties import IDEMPOTENT, OTHERS
from tests.bench import analysis
from tests.body.test_render import shown
from tests.body.test_sanitise import HOSTILE
from tests.renditions.test_markup import markup

type Work = Callable[[], object]

PROSE = "<p>أعلنت الحكومة موازنة العام المقبل وزادت مخصصات التعليم والصحة 2026 و14:35 و4.2%</p>"


def best(work: Work, *, rounds: int = 5, repeat: int = 1) -> float:
    """Seconds of the processor that the work takes, the least of so many rounds."""
    times = []
    for _round in range(rounds):
        start = process_time()
        for _ in range(repeat):
            work()
        times.append(process_time() - start)
    return min(times) / repeat


def run() -> None:
    """Print the figures."""
    analysis.run()
    _growth()
    _sanitiser()
    _parts()


def _growth() -> None:
    print(
        "\nGrowth of the work with eight times the text; the worst of every hard run of characters"
    )
    for function in [*IDEMPOTENT, *OTHERS]:
        worst, piece = max((_grown(function, piece), piece) for piece in HARD)
        print(f"  {function.__name__:16} {worst:6.1f}   {piece!a}")


def _grown(function: Callable[[str], object], piece: str) -> float:
    # Shorter times than a fifth of a millisecond are too short to be compared.
    short = max(best(lambda: function(piece * 500), rounds=3), 0.0002)
    return best(lambda: function(piece * 4_000), rounds=3) / short


def _sanitiser() -> None:
    print("\nSanitising a text as long, beside prose")
    for name, html in HOSTILE.items():
        prose = PROSE * (len(html) // len(PROSE))
        taken = best(lambda html=html: body.sanitise(html), rounds=2)
        ratio = taken / best(lambda prose=prose: body.sanitise(prose), rounds=2)
        print(f"  {name:16} {taken:6.2f} s   {ratio:6.2f}")


def _parts() -> None:
    prose = PROSE * 150
    link = "https://difaf.example/2026/11/23/a"
    known = best(lambda: format_html('<a href="{}">{}</a>', link, "ميناء"), repeat=2000)
    parts: dict[str, tuple[Work, int]] = {
        "terms of 1,500 words": (lambda: terms(prose), 20),
        "a body made ready for its page": (lambda: shown(prose), 20),
        "markup of a picture": (lambda: markup(alt="ميناء عند الفجر"), 2000),
    }
    print(f"\nParts of a page; beside a link by format_html, {known * 1e6:.1f} µs")
    for name, (work, repeat) in parts.items():
        taken = best(work, repeat=repeat)
        print(f"  {name:32} {taken * 1e6:8.1f} µs   {taken / known:8.1f}")
