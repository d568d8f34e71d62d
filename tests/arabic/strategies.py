"""Hypothesis strategies: any text, and text of characters that are difficult in Arabic."""

from hypothesis import strategies as st

ANY = st.text(alphabet=st.characters(exclude_categories=()))
AWKWARD = st.text(
    alphabet=st.sampled_from(
        "ابةىئؤأإآٱلوفكه ي ـ\u064b\u0651\u0653\u0654\u0670\u0610\u0301\u0315\u0345\u0344İ\u017fßΣᾳǰ"
        "\ufefb\ufc5e\ufcf2\ufdfa\ufdf2\u200c\u200d\u202b\u2067\ufeff\xad\ud800\udfff\x00\x85\r\n\t"
        "\u06a9\u06cc\u06af\u06c1\u0665\u06f55,;?.\"“”«»'’-+#@:/(0aAC_،؟…\xa0\u2028\U0001fffe😀\ufe0f\u20e3"
    ),
    max_size=60,
)
TEXTS = st.one_of(ANY, AWKWARD)

HARD = [
    *("a", "ا", "ـ", "\u064b", "\u0301\u0315", "ـ\u0301", "\u0301'", "\ufdfa", "\ufc5e", "\ud800"),
    *("http://", "www.", "a@", "a.", "@a", "+1", "0-", "(0", "+12 ", '"', "«", "“", " ", "س ,"),
]
"""Pieces whose repetition may take quadratic time: restarting patterns, marks without a letter."""
