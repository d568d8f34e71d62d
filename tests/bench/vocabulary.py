"""Made-up Arabic-looking words, used as often as Zipf's law has it; no text of anybody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

SIZE: Final = 200_000
USES: Final = 2_000_000
LETTERS: Final = "اليمنروتبدعسفقحجكهشطخصذضغثظز"
"""The commoner a letter of Arabic, the earlier."""
_COMMONEST: Final = (
    "في من على إلى أن عن التي الذي هذا مع هذه كان بعد قبل بين لا ما أو ذلك كل خلال قد حتى "
    "عند هو هي كما كانت إن غير أكثر لم منذ ثم حيث نحو تم لكن ضد"
)
FUNCTION_WORDS: Final = tuple(_COMMONEST.split())
"""The commonest words of all, which say nothing about a subject."""
_BEGINNINGS: Final = ("ال", "و", "ب", "وال", "بال", "لل")
_ENDINGS: Final = ("ات", "ين", "ون", "ية", "ها", "ة")


class Vocabulary:
    """Words by rank, the commonest first, and the means to draw them in proportion to use.

    The word of rank r is used in proportion to 1 / (r + 2), in so many uses. The
    same seed makes the same words. About 40 MB and two seconds.
    """

    def __init__(self, seed: int = 1, *, size: int = SIZE, uses: int = USES) -> None:
        random = Random(seed)
        made = dict.fromkeys(FUNCTION_WORDS)
        words = _words(random)
        while len(made) < size:
            made[next(words)] = None
        self.words: Sequence[str] = tuple(made)
        self.pool: Sequence[str] = list(_in_proportion(self.words, uses))
        """Every word once at least: a uniform draw from here follows Zipf's law."""
        self.rare: Sequence[str] = self.words[size // 50 :]
        """Words that stand for names and things of one storyline."""


def misspelled(word: str, random: Random) -> str:
    """The word with one letter dropped, doubled, exchanged or mistaken."""
    place = random.randrange(1, max(len(word) - 1, 2))
    head, tail = word[:place], word[place:]
    letter = random.choice(LETTERS)
    exchanged = tail[1:2] + tail[:1] + tail[2:]
    return head + random.choice((tail[1:], tail[:1] + tail, exchanged, letter + tail[1:]))


def _words(random: Random) -> Iterator[str]:
    """New words without end: plain ones, and earlier ones with a prefix or an ending."""
    weights = [1 / (place + 3) for place in range(len(LETTERS))]
    plain: list[str] = []
    while True:
        if not plain or random.random() < 0.5:
            length = random.choice((3, 4, 4, 4, 5, 5, 6, 7))
            plain.append("".join(random.choices(LETTERS, weights, k=length)))
            yield plain[-1]
            continue
        word = random.choice(plain)
        is_begun = random.random() < 0.6
        word = random.choice(_BEGINNINGS) + word if is_begun else word + random.choice(_ENDINGS)
        if len(word) <= 9:
            yield word


def _in_proportion(words: Sequence[str], uses: int) -> Iterator[str]:
    total = sum(1 / (rank + 2) for rank in range(1, len(words) + 1))
    for rank, word in enumerate(words, start=1):
        yield from [word] * max(1, round(uses / total / (rank + 2)))
