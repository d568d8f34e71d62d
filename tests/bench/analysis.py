"""How fast words are analysed, from a cold cache, beside Snowball's Arabic stemmer in C alone.

The text is made of the lexicon's own words with clitics and endings, as unevenly frequent as words
of a language are (Zipf), with about as many different ones among two million as a real archive has.
Snowball's stemmer is measured with the same cutting and folding, and alone; it returns one stem.
"""

from itertools import product
from random import Random
from time import process_time

import Stemmer

from articles.arabic.analysis import analyse, analyse_word
from articles.arabic.lexicon_forms import NOUN_FORMS
from articles.arabic.tokens import words
from tests.bench.vocabulary import FUNCTION_WORDS

WORDS = 2_000_000
_BEFORE = ("", "ال", "و", "لل", "ب", "وال", "بال", "ول")
_AFTER = ("", "ه", "ها", "هم", "ات", "ين")


def text(count: int = WORDS, seed: int = 1) -> str:
    """Return so many words, the same at every run."""
    random = Random(seed)
    forms = ["".join(parts) for parts in product(_BEFORE, sorted(NOUN_FORMS), _AFTER)]
    random.shuffle(forms)
    forms[:0] = FUNCTION_WORDS
    weights = [1 / rank for rank in range(1, len(forms) + 1)]
    return " ".join(random.choices(forms, weights, k=count))


def run() -> None:
    """Print words a second of both, and their ratio."""
    whole = text()
    analyse_word.cache_clear()
    start = process_time()
    count = len(analyse(whole))
    ours = count / (process_time() - start)
    stemmer = Stemmer.Stemmer("arabic", 0)
    start = process_time()
    cut = words(whole)
    between = process_time()
    stemmer.stemWords(cut)
    end = process_time()
    print(f"analysis {ours:>11,.0f} words/s   ({len(set(cut)):,} different of {count:,})")
    for name, seconds in (("from the text", end - start), ("alone", end - between)):
        theirs = count / seconds
        print(f"Snowball {theirs:>11,.0f} words/s   {name}; ratio {ours / theirs:.2f}")
