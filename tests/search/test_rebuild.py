"""Rebuilding of the index while it is in use: killed processes, and counts that stay exact."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from articles.models import Article
from articles.search import rebuild
from articles.search.backends import backend
from articles.search.indexing import index
from articles.search.models import Document, IndexRebuild, VocabularyWord
from tests.bench import filling
from tests.bench.generator import Generator
from tests.bench.vocabulary import Vocabulary
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

BATCH = 200
ARTICLES = 410
"""Three batches, the last of them small."""


class Outcome(NamedTuple):
    """The database after a rebuild that was killed repeatedly, and what was found meanwhile."""

    file: Path
    endings: list[int]
    found: list[int]
    from_scratch: set[tuple[str, int]]

    def rows(self, sql, *params):
        with closing(sqlite3.connect(self.file)) as database, database:
            return database.execute(sql, params).fetchall()


@pytest.fixture(scope="module")
def outcome(django_db_setup, django_db_blocker, tmp_path_factory):
    if connection.vendor != "sqlite":
        pytest.skip("The file that a killed process leaves is SQLite's.")
    file = tmp_path_factory.mktemp("killed") / "newsroom.sqlite3"
    with django_db_blocker.unblock(), transaction.atomic():
        write_changed_archive(file)
        from_scratch = words_of_an_index_from_scratch()
        transaction.set_rollback(True)
    made = Outcome(file, [], [], from_scratch)
    while not made.rows("SELECT 1 FROM articles_search_indexrebuild WHERE finished_at IS NOT NULL"):
        reindex(made)
    return made


def write_changed_archive(file):
    """A database whose articles have all changed since they were indexed."""
    made = Generator(Vocabulary(size=8_000, uses=30_000), articles=ARTICLES, until=NOW)
    filling.fill(made, at=NOW)
    Article.objects.update(headline_ar=Concat(F("headline_ar"), Value(" كسوف")))
    rebuild.rebuild_index()
    Article.objects.update(headline_ar=Concat(F("headline_ar"), Value(" زلزال")))
    IndexRebuild.objects.all().delete()
    file.write_bytes(connection.connection.serialize())


def words_of_an_index_from_scratch():
    empty()
    index(Article.objects.values_list("pk", flat=True), at=NOW)
    return set(VocabularyWord.objects.values_list("word", "spelling", "articles"))


def empty():
    backend().clear()
    Document.objects.all().delete()
    VocabularyWord.objects.all().delete()


def reindex(made):
    """Run `manage.py reindex` and kill it in its second batch, if it has one."""
    environment = os.environ | {"DATA_DIR": str(made.file.parent)}
    command = [sys.executable, "manage.py", "reindex", f"--batch={BATCH}"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        told = b""
        while not told.endswith("·".encode()):
            told += process.stdout.read(1)
        made.found.extend(matching(made.file, "0hكسوف") for _moment in range(3))
        done, total = told.strip(b"\r \xc2\xb7").split(b"/")
        if done != total:
            process.kill()
    made.endings.append(process.returncode)


def matching(file, lexeme):
    """How many documents in the index hold the lexeme and belong to an article."""
    sql = """SELECT count(DISTINCT article_id) FROM articles_search_text
    JOIN articles_search_document ON id = articles_search_text.rowid
    WHERE articles_search_text MATCH ?"""
    with closing(sqlite3.connect(file)) as database:
        return database.execute(sql, [f'"{lexeme}"']).fetchone()[0]


def test_killed_rebuild_is_resumed_to_its_end(outcome):
    assert -signal.SIGKILL in outcome.endings
    assert outcome.rows("SELECT count(finished_at) FROM articles_search_indexrebuild") == [(1,)]


def test_every_article_is_found_at_any_moment_of_a_rebuild(outcome):
    assert set(outcome.found) == {ARTICLES}


def test_every_article_is_found_by_its_new_words_after_a_killed_rebuild(outcome):
    assert matching(outcome.file, "0hزلزال") == ARTICLES


def test_no_document_is_doubled_by_a_killed_rebuild(outcome):
    assert outcome.rows("SELECT count(*) FROM articles_search_text_docsize") == [(ARTICLES,)]
    assert outcome.rows("SELECT count(*) FROM articles_search_document") == [(ARTICLES,)]


def test_engine_finds_its_index_sound_after_a_killed_rebuild(outcome):
    check = "INSERT INTO articles_search_text (articles_search_text) VALUES ('integrity-check')"
    assert outcome.rows(check) == []


def test_vocabulary_is_exact_after_a_killed_rebuild(outcome):
    words = outcome.rows("SELECT word, spelling, articles FROM articles_search_vocabularyword")
    assert set(words) == outcome.from_scratch


def test_rebuilding_twice_changes_nothing(indexed):
    indexed(headline_ar="كسوف الشمس"), indexed(headline_ar="زلزال عنيف")
    before = contents()
    assert (rebuild.rebuild_index(), rebuild.rebuild_index(restart=True)) == (2, 2)
    assert contents() == before


@pytest.mark.parametrize("seed", range(5))
def test_vocabulary_is_that_of_an_index_from_scratch_whatever_happened(indexed, seed):
    random = Random(seed)
    articles = [indexed().pk for _n in range(4)]
    for _change in range(12):
        change(random.choice(articles), random)
    changed = contents()
    empty()
    index(articles, at=NOW)
    assert changed == contents()


def change(article, random):
    """Publish, withdraw or rewrite an article, and index it once or twice."""
    headline = " ".join(random.choices(["كسوف", "والكسوف", "القمر", "زلزال", "أزمة"], k=3))
    state = random.choice(["published", "published", "withdrawn"])
    Article.objects.filter(pk=article).update(
        headline_ar=headline, state=state, publication_ar=state
    )
    index([article] * random.randint(1, 2), at=NOW)


def contents():
    """Everything that the index says."""
    documents = set(Document.objects.values_list("pk", "shelf"))
    words = set(VocabularyWord.objects.values_list("language", "word", "spelling", "articles"))
    return documents, words, backend().count()
