"""The version in which each sentence first stood."""

import random
from time import perf_counter

import pytest

from articles.merging.authorship import Origin, Version, key, origins, split, split_line

pytestmark = pytest.mark.any_engine
ONE, TWO, THREE = "وصل الوفد أمس.", "واجتمع بالوزير.", "ثم غادر."


def version(*parents: int, text: str) -> Version:
    return Version(parents, ("عنوان",), f"<p>{text}</p>")


def found(versions: dict[int, Version]) -> dict[str, int]:
    newest = max(versions)
    wanted = split(versions[newest].body)
    return {
        sentence.strip(): origin.version
        for sentence in wanted
        for origin in [origins(versions, newest, [key(sentence)])[key(sentence)]]
    }


def test_sentence_is_of_the_first_version_that_has_it() -> None:
    versions = {1: version(text=ONE), 2: version(1, text=f"{ONE} {TWO}"), 3: version(2, text=TWO)}
    assert found(versions) == {TWO: 2}


def test_sentence_that_was_edited_is_of_whoever_edited_it() -> None:
    versions = {1: version(text=f"{ONE} {TWO}"), 2: version(1, text=f"{ONE} {TWO} ومضى.")}
    assert found(versions) == {ONE: 1, TWO: 1, "ومضى.": 2}


def test_sentence_that_a_merge_brought_is_of_the_other_version() -> None:
    versions = {
        1: version(text=ONE),
        2: version(1, text=f"{ONE} {TWO}"),
        3: version(1, text=f"{ONE} {THREE}"),
        4: version(2, 3, text=f"{ONE} {TWO} {THREE}"),
    }
    assert found(versions) == {ONE: 1, TWO: 2, THREE: 3}


def test_restored_sentence_is_of_whoever_wrote_it_first() -> None:
    versions = {1: version(text=ONE), 2: version(1, text=TWO), 3: version(2, 1, text=ONE)}
    assert found(versions) == {ONE: 1}


def test_vowel_marks_do_not_make_another_sentence() -> None:
    versions = {1: version(text="وصل الوفد."), 2: version(1, text="وَصَلَ  الوفد.")}
    assert found(versions) == {"وَصَلَ  الوفد.": 1}


def test_what_stood_before_the_versions_at_hand_is_said_to_be_older() -> None:
    versions = {7: version(6, text=ONE), 8: version(7, text=ONE)}
    assert origins(versions, 8, [key(ONE)]) == {key(ONE): Origin(7, is_older=True)}


def test_sentences_of_a_paragraph_are_the_paragraph() -> None:
    line = "زاد 3.5 في المئة. قال «نعم!» ومضى؟ نعم"
    assert "".join(split_line(line)) == line


def test_two_hundred_versions_of_a_long_text_are_walked_in_good_time() -> None:
    chance = random.Random(7)
    paragraphs = [f"<p>{' '.join(chance.choices('ابتثج', k=60))}. نعم {n}.</p>" for n in range(600)]
    versions = {}
    for number in range(1, 201):
        paragraphs[chance.randrange(600)] = f"<p>جملة {number}. وأخرى {number}.</p>"
        versions[number] = Version((number - 1,) if number > 1 else (), ("ع",), "".join(paragraphs))
    wanted = [key(each) for each in split(versions[200].body)]
    began = perf_counter()
    assert len(origins(versions, 200, wanted)) == len(set(wanted))
    assert perf_counter() - began < 4
