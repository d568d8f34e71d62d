"""The words of the language that the lexica list, for what must tell a word from a slip."""

from articles.arabic.lexicon.affix_exceptions import CLITIC_HOSTS, PREFIX_EXCEPTIONS
from articles.arabic.lexicon.everyday_words import EVERYDAY_WORDS
from articles.arabic.lexicon_forms import NOUN_FORMS, UNINFLECTED_FORMS
from articles.arabic.normalize import fold
from articles.arabic.stopwords import STOPWORDS

_NOUNS = (
    NOUN_FORMS
    | UNINFLECTED_FORMS
    | frozenset(map(fold, (*EVERYDAY_WORDS, *CLITIC_HOSTS, *PREFIX_EXCEPTIONS)))
)
_MIN_NOUN = 3
_ENDINGS = ("تي", "ات", "ي", "تها", "ها", "تهم", "هم", "تنا", "نا", "ون", "ين", "ان", "تان", "تين")


def is_listed(form: str) -> bool:
    """Return whether the lexica list a folded bare form as it is."""
    return form in _NOUNS or form in STOPWORDS


def is_word(form: str) -> bool:
    """Return whether the lexica list a folded bare form, alone, in the plural or with a pronoun.

    A single ه is no pronoun here, nor an alef an ending: both are what slips leave behind.
    """
    return is_listed(form) or not _NOUNS.isdisjoint(forms_without_ending(form))


def forms_without_ending(form: str) -> set[str]:
    """Return what a folded bare form may be of: «هاتفي»، «سيارتي»، «شاحنات»، «غسالتها».

    No ending follows a ي with another one: «كيفيتي», not «كيفيي».
    """
    nouns = (form.removesuffix(ending) for ending in _ENDINGS if form.endswith(ending))
    plain = [noun for noun in nouns if len(noun) >= _MIN_NOUN and not form.endswith("يي")]
    return {spelled for noun in plain for spelled in (noun, f"{noun}ه")}
