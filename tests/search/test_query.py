import pytest

from articles.arabic.analysis import Word
from articles.search.backends.protocol import And, AndNot, Or, Phrase
from articles.search.documents import HEADLINE, MAIN_WORDS, TEXT
from articles.search.expansions import NO_EXPANSIONS, Expansions
from articles.search.query import (
    ADJACENT,
    ALL_BUT_ONE,
    ALL_WORDS,
    ALWAYS,
    ANY_WORD,
    AS_TYPED,
    CORRECTED_WORDS,
    EXPANDED_WORDS,
    MAX_QUERY_LENGTH,
    MAX_RESULTS,
    MAX_WORDS,
    MIN_RESULTS,
    parse_query,
    plan_steps,
)
from articles.search.synonyms import SynonymMatch


def bare(words):
    return [word.bare for word in words]


def matches(text, *readings):
    return plan_steps(parse_query(text), "ar", (), [parse_query(each) for each in readings]).matches


def tiers(text, *readings):
    return [match.tier for match in matches(text, *readings)]


@pytest.mark.parametrize("quotes", ["«{}»", "“{}”", '"{}"'])
def test_quoted_words_are_a_phrase_and_words(quotes):
    query = parse_query(quotes.format("مجلس الأمن") + " اليمن")
    assert [bare(phrase) for phrase in query.phrases] == [["مجلس", "امن"]]
    assert bare(query.words) == ["مجلس", "امن", "يمن"]


def test_words_keep_their_order_around_phrases_and_exclusions():
    query = parse_query("كسوف القمر -شمس «مجلس الأمن» اليمن")
    assert bare(query.words) == ["كسوف", "قمر", "مجلس", "امن", "يمن"]
    assert bare(query.sequence) == ["كسوف", "قمر", "يمن"]
    assert [bare(phrase) for phrase in query.phrases] == [["مجلس", "امن"]]


def test_quoted_single_word_is_no_phrase():
    assert parse_query("«اليمن»").phrases == ()


def test_open_quote_is_no_phrase():
    assert parse_query("«مجلس الأمن").phrases == ()


def test_word_behind_a_minus_is_excluded():
    query = parse_query("كسوف -القمر")
    assert (bare(query.words), bare(query.excluded[0])) == (["كسوف"], ["قمر"])


def test_phrase_behind_a_minus_is_excluded():
    assert [bare(each) for each in parse_query("كسوف -«القمر الأحمر»").excluded] == [
        ["قمر", "احمر"]
    ]


@pytest.mark.parametrize("text", ["كسوف «»", "كسوف -؟", "كسوف -«»"])
def test_quotes_and_minus_without_a_word_say_nothing(text):
    query = parse_query(text)
    assert (bare(query.words), query.phrases, query.excluded) == (["كسوف"], (), ())


def test_hyphen_inside_a_word_excludes_nothing():
    assert parse_query("انفجار-القاهرة").excluded == ()


def test_repeated_word_is_looked_up_once():
    assert len(parse_query("كسوف كسوف كسوف").words) == 1


def test_long_query_is_cut():
    many = " ".join(f"كلمة{n}" for n in range(500))
    assert len(parse_query(many).words) == MAX_WORDS
    assert len(parse_query(many).sequence) == MAX_WORDS
    assert len(parse_query(many.replace("كلمة", "-كلمة")).excluded) == MAX_WORDS
    assert parse_query("ا" * MAX_QUERY_LENGTH + "ب").text == "ا" * MAX_QUERY_LENGTH


def test_three_phrases_are_searched():
    assert len(parse_query("«مجلس الأمن» " * 5).phrases) == 3


@pytest.mark.parametrize(
    ("text", "words"), [("في كسوف", ["كسوف"]), ("في من", ["في", "من"])], ids=["beside", "alone"]
)
def test_stopwords_count_only_where_they_stand_alone(text, words):
    assert bare(parse_query(text).content_words) == words


def test_single_word_has_full_matches_only():
    assert set(tiers("كسوف")) == {ALL_WORDS}


def test_two_words_are_followed_by_any_word():
    assert set(tiers("كسوف القمر")) == {ALL_WORDS, ANY_WORD}


def test_three_words_are_followed_by_all_but_one():
    assert list(dict.fromkeys(tiers("كسوف القمر الأحمر"))) == [ALL_WORDS, ALL_BUT_ONE, ANY_WORD]


def test_readings_are_searched_after_the_query_as_typed():
    assert list(dict.fromkeys(tiers("كسزف", "كسوف"))) == [ALL_WORDS, CORRECTED_WORDS]


def test_texts_are_searched_for_the_likeliest_reading_only():
    of_readings = [(each.reading, each.field) for each in matches("كسزف", "كسوف", "كشف")]
    assert of_readings[3:] == [
        (0, HEADLINE),
        (0, MAIN_WORDS),
        (0, TEXT),
        (1, HEADLINE),
        (1, MAIN_WORDS),
    ]


def test_some_of_the_words_are_searched_as_typed_and_for_the_likeliest_reading():
    found = matches("كسزف قمر", "كسوف قمر", "كشف قمر")
    partial = [each.reading for each in found if each.tier > CORRECTED_WORDS]
    assert partial == [-1, -1, 0, 0]


def test_exclusions_alone_have_no_step():
    assert plan_steps(parse_query("-كسوف -قمر"), "ar", ()).steps == ()


# What the steps ask for -----------------------------------------------------------------------


def steps(query, *, facets=(), readings=()):
    """(tier, field, expression) of each step on the Arabic shelf, whose prefix is 0."""
    plan = plan_steps(query, "ar", facets, readings)
    pairs = zip(plan.matches, plan.steps, strict=True)
    return [(match.tier, match.field, step.expression) for match, step in pairs]


def test_every_word_is_asked_for_in_each_field():
    assert steps(parse_query("كسوف القمر"))[:3] == [
        (ALL_WORDS, field, And((f"0{field}كسوف", f"0{field}قمر"))) for field in "hmw"
    ]


def test_stopword_is_asked_for_in_headlines_only():
    assert steps(parse_query("في كسوف")) == [
        (ALL_WORDS, "h", And(("0hفي", "0hكسوف"))),
        (ALL_WORDS, "m", "0mكسوف"),
        (ALL_WORDS, "w", "0wكسوف"),
    ]


def test_stopwords_alone_are_no_main_words():
    assert [field for tier, field, _asked in steps(parse_query("في من")) if tier == ALL_WORDS] == [
        "h",
        "w",
    ]


def test_any_key_of_a_word_will_do():
    word = Word("كتب", "كتب", ("كتب", "كتاب", "كتب"), is_stop=False)
    query = parse_query("كتب")._replace(words=(word,))
    assert steps(query)[0] == (ALL_WORDS, "h", Or(("0hكتب", "0hكتاب")))


def test_all_words_but_one_are_asked_for_whichever_is_left_out():
    (asked,) = [each for each in steps(parse_query("كسوف القمر الأحمر")) if each[0] == ALL_BUT_ONE]
    one, two, three = "0wكسوف", "0wقمر", "0wاحمر"
    assert asked[1:] == ("w", Or((And((two, three)), And((one, three)), And((one, two)))))


def test_any_word_is_asked_for_in_headlines_before_texts():
    partial = [each for each in steps(parse_query("كسوف القمر")) if each[0] == ANY_WORD]
    assert partial == [(ANY_WORD, field, Or((f"0{field}كسوف", f"0{field}قمر"))) for field in "hw"]


def test_some_of_the_words_are_asked_for_only_where_little_was_found():
    plan = plan_steps(parse_query("كسوف القمر"), "ar", ())
    pairs = zip(plan.matches, plan.steps, strict=True)
    thresholds = {match.tier: step.threshold for match, step in pairs}
    assert thresholds == {ALL_WORDS: MAX_RESULTS, ANY_WORD: MIN_RESULTS}


@pytest.mark.parametrize(("number", "is_asked"), [(6, True), (7, False)])
def test_only_of_few_words_all_but_one_are_asked_for(number, is_asked):
    text = " ".join(["كسوف", "قمر", "شمس", "بحر", "نجم", "جبل", "مطر"][:number])
    assert (ALL_BUT_ONE in tiers(text)) == is_asked


def test_phrase_holds_in_every_step():
    found = steps(parse_query("كسوف «مجلس الأمن»"))
    assert {asked.parts[-1] for _tier, _field, asked in found} == {Phrase(("0wمجلس", "0wامن"))}


@pytest.mark.parametrize(
    ("text", "excluded"),
    [("كسوف -الأمن", "0wامن"), ("كسوف -«مجلس الأمن»", Phrase(("0wمجلس", "0wامن")))],
    ids=["word", "phrase"],
)
def test_what_is_excluded_stands_in_no_text_of_any_step(text, excluded):
    found = steps(parse_query(text))
    assert {asked.excluded for _tier, _field, asked in found} == {Or((excluded,))}


def test_facets_are_asked_for_beside_the_words_one_of_each_group():
    asked = steps(parse_query("كسوف"), facets=[["s1", "s2"], ["t3"]])[0][2]
    assert asked == And(("0hكسوف", Or(("0s1", "0s2")), "0t3"))


def test_nothing_is_excluded_where_no_word_is():
    assert not any(isinstance(asked, AndNot) for _tier, _field, asked in steps(parse_query("كسوف")))


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("حرب 1973", True),
        ("1973", False),
        ("حرب أكتوبر", False),
        ("حرب أكتوبر المجيدة سنة 1973 مصر", True),
        ("حرب أكتوبر المجيدة سنة 1973 مصر سيناء", False),
    ],
    ids=["number beside a word", "number alone", "no number", "six words", "seven words"],
)
def test_few_words_with_a_number_are_asked_for_in_a_row(text, is_asked):
    assert (ADJACENT in [field for _tier, field, _asked in steps(parse_query(text))]) == is_asked


def test_words_in_a_row_keep_their_stopwords_and_order():
    found = steps(parse_query("حرب في 1973"))
    (row,) = [asked for _tier, field, asked in found if field == ADJACENT]
    assert row == Phrase(("0wحرب", "0wفي", "0w1973"))


@pytest.mark.parametrize("is_divided", [True, False])
def test_words_typed_as_one_are_needed_in_a_row(is_divided):
    plan = plan_steps(parse_query("حرب أكتوبر")._replace(is_divided=is_divided), "ar", ())
    fields = [match.field for match in plan.matches]
    assert (plan.needs_adjacent, ADJACENT in fields) == (is_divided, is_divided)


def test_word_written_apart_too_is_asked_for_in_both_halves_in_a_row():
    one, two = parse_query("نصف نهائي").words
    query = parse_query("نصفنهائي")
    query = query._replace(apart={query.words[0].folded: (one, two)})
    halves = Phrase((f"0w{one.keys[0]}", f"0w{two.keys[0]}"))
    apart = {field: asked.parts[1] for _tier, field, asked in steps(query)}
    assert apart["h"] == And((f"0h{one.keys[0]}", f"0h{two.keys[0]}", halves))
    assert apart["w"] == And((halves,))


# Expansions -----------------------------------------------------------------------------------


def expanded(text, *synonyms, readings=(), meant=NO_EXPANSIONS):
    """(tier, field, threshold) of each step of the query's expansions."""
    query = parse_query(text)
    match = [SynonymMatch(query.words, tuple(parse_query(each).words for each in synonyms))]
    expansions = Expansions(query.words, tuple(match if synonyms else ()))
    plan = plan_steps(query, "ar", (), readings, expansions, meant)
    pairs = zip(plan.matches, plan.steps, strict=True)
    return [(each.tier, each.field, step.threshold) for each, step in pairs if each.is_expanded]


def test_variants_are_asked_for_in_headlines_and_where_little_was_found_in_texts():
    assert expanded("فرنسا") == [
        (ALL_WORDS, "h", MAX_RESULTS),
        (ALL_WORDS, "m", MAX_RESULTS),
        (EXPANDED_WORDS, "w", MIN_RESULTS),
    ]


def test_synonyms_are_asked_for_in_headlines_and_texts_below_the_word():
    assert expanded("بترول", "نفط") == [
        (EXPANDED_WORDS, "h", ALWAYS),
        (EXPANDED_WORDS, "h", MAX_RESULTS),
        (EXPANDED_WORDS, "w", MAX_RESULTS),
    ]


def test_words_without_variant_or_synonym_have_no_step_for_them():
    assert expanded("بترول") == []


def test_likeliest_reading_alone_is_asked_for_in_its_variants():
    readings = [parse_query("خبر فرنسا"), parse_query("خبر ألمانيا")]
    meant = Expansions(readings[0].words)
    assert expanded("خبر فرانسا", readings=readings, meant=meant) == [
        (CORRECTED_WORDS, "h", MAX_RESULTS),
        (CORRECTED_WORDS, "m", MAX_RESULTS),
    ]


def test_synonyms_of_the_likeliest_reading_are_asked_for_below_it():
    reading, synonym = parse_query("بترول"), parse_query("نفط")
    meant = Expansions(reading.words, (SynonymMatch(reading.words, (synonym.words,)),))
    assert expanded("بتزول", readings=[reading], meant=meant) == [
        (EXPANDED_WORDS, "h", ALWAYS),
        (EXPANDED_WORDS, "w", ALWAYS),
    ]


def test_reading_of_a_lone_word_is_asked_for_however_much_is_found():
    reading = parse_query("مظاهرات")
    plan = plan_steps(parse_query("مضاهرات"), "ar", (), [reading])
    thresholds = [
        step.threshold
        for match, step in zip(plan.matches, plan.steps, strict=True)
        if match.reading != AS_TYPED
    ]
    assert thresholds == [ALWAYS] * 3
