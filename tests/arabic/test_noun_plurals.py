from articles.arabic.analysis import analyse_word
from tests.arabic.plural_pairs import PLURAL_PAIRS


def test_common_nouns_share_a_key_with_their_plurals() -> None:
    apart = [
        f"{singular}/{plural}"
        for singular, plural in PLURAL_PAIRS
        if set(analyse_word(singular).keys).isdisjoint(analyse_word(plural).keys)
    ]
    assert apart == []
