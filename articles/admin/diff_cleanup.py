"""A diff by words made readable: what only happens to be equal between changes is part of them.

The shortest way from one text to another keeps every "in" and "the" that both have, so that a
sentence that was written anew alternates word by word. As in diff-match-patch's semantic
clean-up, little that is equal between larger changes counts as changed too, and a change that
could begin at several words begins where a sentence does. Whatever is done here, the codes go
on to say both texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from articles.arabic.normalize import fold, strip_tashkeel
from articles.arabic.stopwords import STOPWORDS
from articles.merging.alignment import Opcode

_SENTENCE_ENDS: Final = frozenset(".؟?!…\n")
_CLAUSE_ENDS: Final = frozenset("،؛,;:»)")
_FEWEST: Final = 2
"""So many changes of one sentence make it one that may be shown as written anew."""

type Tokens = Sequence[str]


def readable(codes: Sequence[Opcode], old: Tokens, new: Tokens) -> list[Opcode]:
    """The codes of `alignment.opcodes` over words (`leaves.WORDS`) with fewer, larger changes.

    In order and without gaps, as they were; linear but for runs that one change after
    another swallows.
    """
    found = list(codes)
    count = len(found) + 1
    while len(found) < count:
        count = len(found)
        found = _absorbed(found, old, new)
    found = [code for sentence in _sentences(found, old) for code in _whole(sentence, old, new)]
    return _shifted(found, old, new)


def weight(words: Tokens) -> int:
    """The letters of the words; one for a word that is in every text, none for blanks and signs."""
    return sum(map(_letters, words))


@lru_cache(1 << 14)  # a text repeats its words, and the steps ask for them again
def _letters(word: str) -> int:
    if not any(map(str.isalnum, word)):
        return 0
    return 1 if fold(word) in STOPWORDS else len(strip_tashkeel(word))


def _size(code: Opcode, old: Tokens, new: Tokens) -> int:
    """How much a change changes; a single word for another that it is part of counts nothing."""
    lost, found = old[code.low : code.high], new[code.start : code.stop]
    if len(lost) == len(found) == 1 and (lost[0] in found[0] or found[0] in lost[0]):
        return 0
    return max(weight(lost), weight(found))


def _absorbed(codes: Sequence[Opcode], old: Tokens, new: Tokens) -> list[Opcode]:
    """The codes with each equal run that is smaller than the changes on both sides in them."""
    found: list[Opcode] = []
    for code in codes:
        if code.kind == "replace" and len(found) > 1 and found[-1].kind == "equal":
            change, run = found[-2], found[-1]
            least = min(_size(change, old, new), _size(code, old, new))
            if weight(old[run.low : run.high]) < least and not _ends(run, old):
                found[-2:] = [_joined([change, code])]
                continue
        found.append(code)
    return found


def _ends(run: Opcode, old: Tokens) -> bool:
    """Whether a sentence ends in the run: changes of two sentences stay two."""
    return not _SENTENCE_ENDS.isdisjoint(old[run.low : run.high])


def _sentences(codes: Sequence[Opcode], old: Tokens) -> list[list[Opcode]]:
    """The codes of each sentence; one that ends in a run of equal words is cut there."""
    found: list[list[Opcode]] = [[]]
    for code in codes:
        for part in _cut(code, old) if code.kind == "equal" else [code]:
            found[-1].append(part)
            if part.kind == "equal" and old[part.high - 1] in _SENTENCE_ENDS:
                found.append([])
    return [sentence for sentence in found if sentence]


def _cut(run: Opcode, old: Tokens) -> list[Opcode]:
    """The run after each end of a sentence in it."""
    ends = [at + 1 for at in range(run.low, run.high) if old[at] in _SENTENCE_ENDS]
    places = sorted({run.low, *ends, run.high})
    move = run.start - run.low
    return [Opcode("equal", low, high, low + move, high + move) for low, high in pairwise(places)]


def _whole(sentence: list[Opcode], old: Tokens, new: Tokens) -> list[Opcode]:
    """A sentence that is mostly another one as one change, from its first to its last."""
    places = [at for at, code in enumerate(sentence) if code.kind == "replace"]
    if len(places) < _FEWEST:
        return sentence
    first, last = places[0], places[-1] + 1
    changed = sum(_size(sentence[at], old, new) for at in places)
    kept = sum(weight(old[c.low : c.high]) for c in sentence[first:last] if c.kind == "equal")
    if not changed or kept > changed:
        return sentence
    return [*sentence[:first], _joined(sentence[first:last]), *sentence[last:]]


def _joined(codes: Sequence[Opcode]) -> Opcode:
    first, last = codes[0], codes[-1]
    return Opcode("replace", first.low, last.high, first.start, last.stop)


def _shifted(codes: Sequence[Opcode], old: Tokens, new: Tokens) -> list[Opcode]:
    """The codes, equal neighbours joined, what was only put in or taken out where it reads best."""
    found: list[Opcode] = []
    for kind, run in groupby(codes, key=lambda code: code.kind):
        joined = _joined([*run])._replace(kind=kind)
        found.append(joined)
        if kind == "equal" and len(found) > 2:
            found[-3:] = _best_place(found[-3], found[-2], joined, old, new)
    return [code for code in found if code.low < code.high or code.start < code.stop]


def _best_place(
    left: Opcode, change: Opcode, right: Opcode, old: Tokens, new: Tokens
) -> list[Opcode]:
    """The three with the change moved to the words at which it begins best, the texts the same."""
    text, at, end = (new, change.start, change.stop)
    if change.start == change.stop:
        text, at, end = (old, change.low, change.high)
    elif change.low < change.high:
        return [left, change, right]
    lowest = highest = 0
    while -lowest < left.high - left.low and text[at + lowest - 1] == text[end + lowest - 1]:
        lowest -= 1
    while highest < right.high - right.low and text[at + highest] == text[end + highest]:
        highest += 1
    step = max(range(lowest, highest + 1), key=lambda by: (_fit(text, at + by, end + by), -abs(by)))
    return [
        left._replace(high=left.high + step, stop=left.stop + step),
        Opcode(
            "replace",
            change.low + step,
            change.high + step,
            change.start + step,
            change.stop + step,
        ),
        right._replace(low=right.low + step, start=right.start + step),
    ]


def _fit(text: Tokens, at: int, end: int) -> tuple[int, bool]:
    """How well `text[at:end]` is a passage: after a sentence, after a clause, whole words."""
    before = next(
        (text[place] for place in range(at - 1, -1, -1) if not text[place].isspace()), "."
    )
    rank = 2 if before in _SENTENCE_ENDS else int(before in _CLAUSE_ENDS)
    return rank, at < end and text[end - 1].isspace()
