"""The end of a word: its stem without pronouns, plurals, duals, ta marbuta and case endings.

Everything works on folded words that have lost what stood before them. An ending goes only while
enough letters are left; where two readings are good, ``others`` has the second.
"""

import re
from functools import lru_cache

from articles.arabic.vocabulary import FIXED, NOUNS

# Both by their last letter, with the letters that must be left; shorter rests are mostly part of
# the word itself. A pronoun stands last and once; what is left loses its own endings one by one, so
# that «مدرساتهم» takes two steps. A last ya stays: without it نسبة and نسبي would be one.
_PRONOUNS = {
    "ا": (("هما", 3), ("نا", 4), ("ها", 3)),
    "م": (("هم", 4), ("كم", 4)),
    "ن": (("هن", 4),),
    "ه": (("ه", 3),),
}
_ENDINGS = {
    "ا": (("وا", 3), ("ا", 4)),
    "ن": (("تان", 3), ("تين", 3), ("ون", 4), ("ين", 4), ("ان", 4)),
    "ت": (("ات", 3),),
    "ه": (("ه", 3),),
}
_PRONOUN = re.compile("(?:هما|هم|هن|كم|نا|ها|ه)$")
_HAMZA_BEFORE_PRONOUN = re.compile(r"\w{2}ا[وي]$")  # أعضاؤهم، أعضائهم: of أعضاء
_SHORTEST = 3
_REMEMBERED = 20_000
"""The readings of a word, and words of one text, ask for the same stems again and again."""
# Participles: what stands in the plural before a name («لاعبو»، «مدربي») is theirs.
_PLURAL_OF_PARTICIPLE = re.compile(r"(?:م\w{3,}|\wا\w\w)و|م\w{3,}ي")
_FORM_OF_AGENT = re.compile(r"\wا\w\wي")


@lru_cache(_REMEMBERED)
def stem(form: str) -> str:
    """Return the form without its endings, down to three letters; long ones lose a final hamza."""
    if form not in FIXED:
        form = _without_pronoun(form)
    while form not in FIXED and not form.endswith("اء"):
        shorter = _without_ending(form)
        if shorter == form:
            return form
        form = shorter
    return _without_hamza(form)


def others(form: str) -> list[str]:
    """Return the stems of the form's other readings, if it has any."""
    if form in FIXED:
        return []
    match form[-1:]:
        case "ي":
            return _others_with_ya(form)
        case "و":
            return [form[:-1]] if _PLURAL_OF_PARTICIPLE.fullmatch(form) else []
        case "ا" | "م" | "ن" | "ه":
            return [*_others_of_nouns(form), *_others_with_pronoun(form)]
        case _:
            return []


@lru_cache(_REMEMBERED)
def noun_forms(form: str) -> tuple[str, ...]:
    """Return what a noun may be before its pronoun or its accusative: «كتبهم» and «كتبا» of «كتب».

    A ta marbuta is written as it stands alone, «أسلحتهم» is «أسلحة».
    """
    if form[-1:] not in _PRONOUNS:
        return (form,)
    match = _PRONOUN.search(form)
    if match and match.start() >= _SHORTEST:
        rest = form[: match.start()]
        alone = f"{rest[:-1]}ه" if rest[-1] == "ت" and rest not in FIXED else rest
        hamza = (f"{rest[:-1]}ء",) if _HAMZA_BEFORE_PRONOUN.search(rest) else ()
        return (form, alone, *hamza)
    return (form, form[:-1]) if form[-1] == "ا" and len(form) > _SHORTEST else (form,)


def _without_pronoun(form: str) -> str:
    for pronoun, left in _PRONOUNS.get(form[-1:], ()):
        if form.endswith(pronoun) and len(form) >= len(pronoun) + left:
            return _opened(form.removesuffix(pronoun), pronoun)
    return form


def _without_ending(form: str) -> str:
    for ending, left in _ENDINGS.get(form[-1:], ()):
        if form.endswith(ending) and len(form) >= len(ending) + left:
            rest = form.removesuffix(ending)
            return f"{rest}ه" if "ت" in ending and f"{rest}ه" in FIXED else rest
    return form


def _opened(rest: str, pronoun: str) -> str:
    """Return what stood before the pronoun as it is written alone."""
    if rest in FIXED or (rest.endswith("ات") and len(rest) > 1 + _SHORTEST):
        return rest
    if rest.endswith("ت") and len(rest) > _SHORTEST:  # «حكومتهم» is «حكومة» + «هم»
        return f"{rest[:-1]}ه" if f"{rest[:-1]}ه" in FIXED else rest[:-1]
    # «ه» alone is also a ta marbuta: «رواية» has no hamza.
    if pronoun != "ه" and _HAMZA_BEFORE_PRONOUN.search(rest):
        return rest[:-1] + "ء"
    return rest


def _without_hamza(form: str) -> str:
    """Return a long form without the hamza that is often dropped; «حرباء» is no accusative."""
    return form[:-1] if form.endswith("اء") and len(form) > 2 + _SHORTEST else form


def _others_with_ya(form: str) -> list[str]:
    found = []
    if form.endswith("تي") and len(form) >= 2 + _SHORTEST:  # «سيارتي»
        found.append(stem(f"{form[:-2]}ه"))
    if _PLURAL_OF_PARTICIPLE.fullmatch(form):
        found.append(form[:-1])
    return found


def _others_of_nouns(form: str) -> list[str]:
    """Return the readings as a dual of three letters, an accusative, or a verb spelt with وا."""
    if form.endswith("وا") and len(form) > 1 + _SHORTEST:
        return [stem(form[:-1])]
    if form[-1] == "ا" and len(form) == 1 + _SHORTEST:
        return [form[:-1]]
    if form.endswith(("ان", "ين")) and len(form) == 2 + _SHORTEST:
        rest = form[:-2]
        return [rest, f"{rest[:-1]}ه"] if rest[-1] == "ت" else [rest]
    return []


def _others_with_pronoun(form: str) -> list[str]:
    match = _PRONOUN.search(form)
    rest = form[: match.start()] if match else ""
    if len(rest) < _SHORTEST:
        return []
    if rest in FIXED:
        return [rest]
    found = [rest] if len(rest) == _SHORTEST else []
    if rest[-1] == "ت" and len(rest) == _SHORTEST:  # «قمته»
        found.append(f"{rest[:-1]}ه")
    if _PLURAL_OF_PARTICIPLE.fullmatch(rest) or _FORM_OF_AGENT.fullmatch(rest):  # «لاعبيه»
        found.append(rest[:-1])
    if rest[-1] == "ا" and len(rest) > _SHORTEST:  # «مبناه» of «مبنى»
        found.append(f"{rest[:-1]}ي")
    return sorted(found, key=lambda each: each not in NOUNS)
