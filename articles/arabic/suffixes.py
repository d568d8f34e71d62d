"""Stripping of suffixes: pronouns, plurals, duals, ta marbuta and case endings.

Input is a bare form: folded and without proclitics. A suffix is stripped only while enough letters
are left; where a form can be analysed in two ways, ``alternative_stems`` has the second.
"""

import re
from functools import lru_cache

from articles.arabic.lexicon_forms import NOUN_FORMS, UNINFLECTED_FORMS

# Both by their last letter, with the letters that must be left; shorter rests are mostly part of
# the word itself. A pronoun is last and single; the rest loses its own suffixes one by one, so
# that «مدرساتهم» takes two steps. A last ya stays: without it نسبة and نسبي would be one.
_PRONOUNS = {
    "ا": (("هما", 3), ("نا", 4), ("ها", 3)),
    "م": (("هم", 4), ("كم", 4)),
    "ن": (("هن", 4),),
    "ه": (("ه", 3),),
}
_SUFFIXES = {
    "ا": (("وا", 3), ("ا", 4)),
    "ن": (("تان", 3), ("تين", 3), ("ون", 4), ("ين", 4), ("ان", 4)),
    "ت": (("ات", 3),),
    "ه": (("ه", 3),),
}
_PRONOUN = re.compile("(?:هما|هم|هن|كم|نا|ها|ه)$")
_HAMZA_BEFORE_PRONOUN = re.compile(r"\w{2}ا[وي]$")  # أعضاؤهم، أعضائهم: of أعضاء
_MIN_STEM_LENGTH = 3
_CACHE_SIZE = 20_000
"""Results kept by each cache: the words of one text repeat, and so do their bare forms."""
# Participles: what stands in the plural before a name («لاعبو»، «مدربي») is theirs.
_PLURAL_OF_PARTICIPLE = re.compile(r"(?:م\w{3,}|\wا\w\w)و|م\w{3,}ي")
_FORM_OF_AGENT = re.compile(r"\wا\w\wي")


@lru_cache(_CACHE_SIZE)
def stem(form: str) -> str:
    """Return the form without suffixes, of three letters or more; long ones lose a final hamza."""
    if form not in UNINFLECTED_FORMS:
        form = _strip_pronoun(form)
    while form not in UNINFLECTED_FORMS and not form.endswith("اء"):
        shorter = _strip_suffix(form)
        if shorter == form:
            return form
        form = shorter
    return _strip_final_hamza(form)


def alternative_stems(form: str) -> list[str]:
    """Return the stems of the bare form's other analyses; empty when it has only one."""
    if form in UNINFLECTED_FORMS:
        return []
    match form[-1:]:
        case "ي":
            return _alternatives_with_ya(form)
        case "و":
            return [form[:-1]] if _PLURAL_OF_PARTICIPLE.fullmatch(form) else []
        case "ا" | "م" | "ن" | "ه":
            return [*_alternatives_of_nouns(form), *_alternatives_with_pronoun(form)]
        case _:
            return []


@lru_cache(_CACHE_SIZE)
def noun_forms(form: str) -> tuple[str, ...]:
    """Return the form and what the noun is without its pronoun or accusative alef.

    «كتبهم» and «كتبا» give «كتب». A ta marbuta is restored: «أسلحتهم» gives «أسلحة».
    """
    if form[-1:] not in _PRONOUNS:
        return (form,)
    match = _PRONOUN.search(form)
    if match and match.start() >= _MIN_STEM_LENGTH:
        rest = form[: match.start()]
        alone = f"{rest[:-1]}ه" if rest[-1] == "ت" and rest not in UNINFLECTED_FORMS else rest
        hamza = (f"{rest[:-1]}ء",) if _HAMZA_BEFORE_PRONOUN.search(rest) else ()
        return (form, alone, *hamza)
    return (form, form[:-1]) if form[-1] == "ا" and len(form) > _MIN_STEM_LENGTH else (form,)


def _strip_pronoun(form: str) -> str:
    for pronoun, left in _PRONOUNS.get(form[-1:], ()):
        if form.endswith(pronoun) and len(form) >= len(pronoun) + left:
            return _restore_host(form.removesuffix(pronoun), pronoun)
    return form


def _strip_suffix(form: str) -> str:
    for ending, left in _SUFFIXES.get(form[-1:], ()):
        if form.endswith(ending) and len(form) >= len(ending) + left:
            rest = form.removesuffix(ending)
            return f"{rest}ه" if "ت" in ending and f"{rest}ه" in UNINFLECTED_FORMS else rest
    return form


def _restore_host(rest: str, pronoun: str) -> str:
    """Return the word before a pronoun as it is spelled without it."""
    if rest in UNINFLECTED_FORMS or (rest.endswith("ات") and len(rest) > 1 + _MIN_STEM_LENGTH):
        return rest
    if rest.endswith("ت") and len(rest) > _MIN_STEM_LENGTH:  # «حكومتهم» is «حكومة» + «هم»
        return f"{rest[:-1]}ه" if f"{rest[:-1]}ه" in UNINFLECTED_FORMS else rest[:-1]
    # «ه» alone is also a ta marbuta: «رواية» has no hamza.
    if pronoun != "ه" and _HAMZA_BEFORE_PRONOUN.search(rest):
        return rest[:-1] + "ء"
    return rest


def _strip_final_hamza(form: str) -> str:
    """Return a long form without its final hamza, which is often left out in writing."""
    return form[:-1] if form.endswith("اء") and len(form) > 2 + _MIN_STEM_LENGTH else form


def _alternatives_with_ya(form: str) -> list[str]:
    found = []
    if form.endswith("تي") and len(form) >= 2 + _MIN_STEM_LENGTH:  # «سيارتي»
        found.append(stem(f"{form[:-2]}ه"))
    if _PLURAL_OF_PARTICIPLE.fullmatch(form):
        found.append(form[:-1])
    return found


def _alternatives_of_nouns(form: str) -> list[str]:
    """Return the analyses as a dual of three letters, an accusative, or a verb ending in وا."""
    if form.endswith("وا") and len(form) > 1 + _MIN_STEM_LENGTH:
        return [stem(form[:-1])]
    if form[-1] == "ا" and len(form) == 1 + _MIN_STEM_LENGTH:
        return [form[:-1]]
    if form.endswith(("ان", "ين")) and len(form) == 2 + _MIN_STEM_LENGTH:
        rest = form[:-2]
        return [rest, f"{rest[:-1]}ه"] if rest[-1] == "ت" else [rest]
    return []


def _alternatives_with_pronoun(form: str) -> list[str]:
    match = _PRONOUN.search(form)
    rest = form[: match.start()] if match else ""
    if len(rest) < _MIN_STEM_LENGTH:
        return []
    if rest in UNINFLECTED_FORMS:
        return [rest]
    found = [rest] if len(rest) == _MIN_STEM_LENGTH else []
    if rest[-1] == "ت" and len(rest) == _MIN_STEM_LENGTH:  # «قمته»
        found.append(f"{rest[:-1]}ه")
    if _PLURAL_OF_PARTICIPLE.fullmatch(rest) or _FORM_OF_AGENT.fullmatch(rest):  # «لاعبيه»
        found.append(rest[:-1])
    if rest[-1] == "ا" and len(rest) > _MIN_STEM_LENGTH:  # «مبناه» of «مبنى»
        found.append(f"{rest[:-1]}ي")
    return sorted(found, key=lambda each: each not in NOUN_FORMS)
