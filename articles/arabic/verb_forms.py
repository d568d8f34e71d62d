"""Forms of one verb in headlines: «ترتفع», «ارتفعت» and the verbal noun «ارتفاع».

Verbs and their nouns come from the lexicon; regular ones of the forms VI, VII, VIII and X are
recognised by their shape. A root is not enough: «رفع» and «ارتفع» are two verbs.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.arabic.analysis import Word, analyse_word
from articles.arabic.definiteness import has_article
from articles.arabic.lexicon.verbs import IRREGULAR_VERBS, NO_VERBS, VERB_PATTERNS
from articles.arabic.lexicon_forms import NOUN_FORMS
from articles.arabic.normalize import fold
from articles.arabic.stopwords import STOPWORDS
from articles.arabic.suffixes import stem

_MIN_LENGTH = 3
_CACHE_SIZE = 20_000
_FINITE = "(?:س?[يت]|ا){}(?:ت|وا|ون)?"
_ROOT = ["([بتثجحخدذرزسشصضطظعغفقكلمنه])"] * 3


class Verb(NamedTuple):
    """A verb by its principal parts: third person masculine, and verbal nouns."""

    perfect: str
    imperfect: str
    nouns: tuple[str, ...]


class _Shape(NamedTuple):
    """A regular verb: patterns of its finite forms and its noun, and templates of its parts."""

    finite: re.Pattern[str]
    noun: re.Pattern[str]
    parts: tuple[str, str, str]


def _shape(stem_: str, noun: str, parts: tuple[str, str, str], finite: str = _FINITE) -> _Shape:
    return _Shape(
        re.compile(finite.format(stem_.format(*_ROOT))), re.compile(noun.format(*_ROOT)), parts
    )


_SHAPES = (
    _shape("ست{}{}{}", "است{}{}ا{}", ("است{}{}{}", "يست{}{}{}", "است{}{}ا{}")),
    _shape("{}ت{}{}", "ا{}ت{}ا{}", ("ا{}ت{}{}", "ي{}ت{}{}", "ا{}ت{}ا{}")),
    _shape("ن{}{}{}", "ان{}{}ا{}", ("ان{}{}{}", "ين{}{}{}", "ان{}{}ا{}")),
    _shape(
        "ت{}ا{}{}",
        "ت{}ا{}{}",
        ("ت{}ا{}{}", "يت{}ا{}{}", "ت{}ا{}{}"),
        "(?:س?[يت])?{}(?:ت|وا|ون)?",
    ),
)
"""The forms X, VIII, VII and VI of three strong letters."""


def _lexicon() -> tuple[Verb, ...]:
    found = []
    for entry in IRREGULAR_VERBS.split():
        perfect, imperfect, *nouns = entry.split("/")
        found.append(Verb(perfect, imperfect, tuple(nouns)))
    for perfect, imperfect, noun, roots in VERB_PATTERNS:
        for root in roots.split():
            letters = str.maketrans(dict(zip("123", root, strict=True)))
            parts = [part.translate(letters) for part in (perfect, imperfect, noun)]
            found.append(Verb(parts[0], parts[1], (parts[2],)))
    return tuple(found)


def _singulars(verb: Verb) -> Iterator[str]:
    """Yield the forms for him and for her: perfect, imperfect, and future."""
    yield verb.perfect
    yield f"{_without_ending(verb.perfect, 'ىا')}ت"
    for person in "يت":
        yield f"{person}{verb.imperfect[1:]}"
        yield f"س{person}{verb.imperfect[1:]}"


def _plurals(verb: Verb) -> Iterator[str]:
    """Yield the forms for them, which lose their endings in the index."""
    yield f"{_without_ending(verb.perfect, 'ىا')}وا"
    for ending in ("ون", "وا"):
        yield f"{_without_ending(verb.imperfect, 'ىيو')}{ending}"


def _without_ending(form: str, weak_letters: str) -> str:
    return form[:-1] if form[-1] in weak_letters else form


_VERBS = _lexicon()
_EXCLUDED = STOPWORDS | frozenset(map(fold, NO_VERBS))


def _owners() -> tuple[dict[str, Verb], dict[str, Verb]]:
    """Return the verb of each finite form and of each stem of a noun, by the first that has it."""
    nouns: dict[str, Verb] = {}
    for verb in _VERBS:
        for noun in map(fold, verb.nouns):
            if noun not in _EXCLUDED:
                nouns.setdefault(stem(noun), verb)
    finite: dict[str, Verb] = {}
    for forms in (_singulars, _plurals):
        for verb in _VERBS:
            for form in map(fold, forms(verb)):
                if form not in nouns and _is_finite(form):
                    finite.setdefault(form, verb)
    return finite, nouns


def _is_finite(form: str) -> bool:
    return len(form) >= _MIN_LENGTH and form not in _EXCLUDED and form not in NOUN_FORMS


_FINITE_OWNERS, _NOUN_OWNERS = _owners()


@lru_cache(_CACHE_SIZE)
def verb_form_keys(word: Word) -> tuple[str, ...]:
    """Return the index keys of the verb's other forms and of its noun; empty for any other word.

    A word with an article is a noun and no finite form.
    """
    verb = _verb(word)
    if verb is None:
        return ()
    keys = (analyse_word(form).keys[0] for form in _forms(verb))
    return tuple(dict.fromkeys(key for key in keys if key not in word.keys))


def _verb(word: Word) -> Verb | None:
    is_noun = has_article(word)
    if not is_noun and word.bare in _FINITE_OWNERS:
        return _FINITE_OWNERS[word.bare]
    if word.keys[0] in _NOUN_OWNERS:
        return _NOUN_OWNERS[word.keys[0]]
    return None if word.is_stop else _regular(word.bare, word.keys[0], is_noun=is_noun)


def _regular(bare: str, first_key: str, *, is_noun: bool) -> Verb | None:
    """Return the regular verb that the form has the shape of."""
    if not NOUN_FORMS.isdisjoint((bare, first_key)) or first_key in _EXCLUDED:
        return None
    for finite, noun, (perfect, imperfect, verbal_noun) in _SHAPES:
        match = noun.fullmatch(first_key) or (None if is_noun else finite.fullmatch(bare))
        if match:
            root = match.groups()
            return Verb(
                perfect.format(*root), imperfect.format(*root), (verbal_noun.format(*root),)
            )
    return None


def _forms(verb: Verb) -> Iterator[str]:
    """Yield the folded forms that belong to no other verb of the lexicon."""
    for noun in map(fold, verb.nouns):
        if _NOUN_OWNERS.get(stem(noun), verb) is verb and noun not in _EXCLUDED:
            yield noun
    for form in map(fold, _singulars(verb)):
        if _FINITE_OWNERS.get(form, verb) is verb and _is_finite(form):
            yield form
