from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import translation

from articles.arabic.analysis import analyse
from articles.search import rebuild, synonyms
from articles.search.first_synonyms import FIRST_SYNONYMS
from articles.search.models import SynonymGroup, SynonymKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def oil():
    """A group in a newsroom that has no others."""
    SynonymGroup.objects.all().delete()
    made = SynonymGroup(words="نفط\nبترول")
    synonyms.keep(made)
    return made


def faults(text, group=None):
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        synonyms.checked(text, group or SynonymGroup())
    return refusal.value.messages


@pytest.mark.parametrize(
    "text",
    [
        "مرصد\nتلسكوب",
        "مرصد، تلسكوب",
        "مرصد, تلسكوب؛",
        "\n مرصد \r\n\r\nتلسكوب\n",
        "مرصد\nتلسكوب\nمَرصَد",
    ],
)
def test_members_are_separated_by_lines_or_commas_and_stored_once(text):
    assert synonyms.checked(text, SynonymGroup()) == "مرصد\nتلسكوب"


@pytest.mark.parametrize("text", ["", "  \n،", "زرافة"])
def test_group_of_fewer_than_two_words_is_refused(text):
    assert faults(text) == [
        "Write at least two words that mean the same, each on a line of its own."
    ]


def test_word_of_another_group_is_refused_with_the_group(oil):
    assert faults("البترول\nزيت خام") == ["“البترول” stands in another group already: نفط، بترول."]


def test_group_keeps_its_own_words(oil):
    assert synonyms.checked("نفط\nبترول\nزيت خام", oil) == "نفط\nبترول\nزيت خام"


@pytest.mark.parametrize("word", ["من", "في على", "the"])
def test_stopword_is_refused(word):
    said = f"“{word}” is one of the words that every search leaves out, such as “from”."
    assert faults(f"{word}\nزرافة") == [said]


def test_stopword_inside_a_member_is_taken():
    text = "الهجرة بين المدن\nالنزوح من الريف"
    assert synonyms.checked(text, SynonymGroup()) == text


def test_member_without_a_letter_is_refused():
    assert faults("…\nزرافة") == ["“…” has no letter and no digit."]


@pytest.mark.parametrize("word", ["واحة " * 7, "ز" * 61])
def test_long_member_is_refused(word):
    said = f"“{word.strip()}” is too long: at most 6 words and 60 letters."
    assert faults(f"{word}\nزرافة") == [said]


def test_group_of_too_many_words_is_refused():
    words = "\n".join(f"زرافة{n}" for n in range(21))
    assert faults(words) == ["A group has at most 20 words."]


def test_forms_of_one_word_need_no_group():
    said = "For the search these are one word already: they need no group."
    assert faults("زرافة\nالزرافات") == [said]


def test_every_fault_is_said_at_once(oil):
    assert len(faults("من\nنفط\n…")) == 3


def test_members_are_found_in_their_forms_and_order():
    words = analyse("قمة بالولايات المتحدة")
    group = synonyms.group_of("أمريكا\nالولايات المتحدة", False)
    (match,) = synonyms.find_matches(words, [group])
    assert match.words == tuple(words[1:])
    assert synonyms.find_matches(analyse("المتحدة الولايات"), [group]) == ()


def test_every_run_of_a_query_is_looked_up():
    assert {"ولاي متحد", "ولاي", "متحد"} <= synonyms.keys_in(analyse("الولايات المتحدة"))


def test_keys_follow_the_analysis_of_words_when_the_index_is_rebuilt(oil):
    SynonymKey.objects.all().delete()
    rebuild.rebuild_index()
    assert set(SynonymKey.objects.values_list("key", "group")) == {
        ("نفط", oil.pk),
        ("بترول", oil.pk),
    }


def test_groups_of_before_are_found_by_the_spelling_of_their_members_too(oil):
    group = SynonymGroup(words="حوامات\nمروحيات")
    synonyms.keep(group)
    SynonymKey.objects.filter(key__in=("حوامات", "مروحيات")).delete()
    import_module("articles.search.migrations.0009_synonym_spellings").add(apps, None)
    assert SynonymKey.objects.filter(group=group, key__in=("حوامات", "مروحيات")).count() == 2


def test_key_that_two_groups_come_to_share_stays_with_the_older(oil):
    younger = SynonymGroup.objects.create(words="نفط\nوقود")
    synonyms.refresh_keys()
    assert dict(SynonymKey.objects.values_list("key", "group")) == {
        "نفط": oil.pk,
        "بترول": oil.pk,
        "وقود": younger.pk,
    }


@pytest.mark.parametrize(("text", "is_one_way"), FIRST_SYNONYMS)
def test_first_synonyms_could_be_typed_by_an_editor(text, is_one_way):
    group = SynonymGroup.objects.get(words=text, is_one_way=is_one_way)
    assert synonyms.checked(text, group) == text
