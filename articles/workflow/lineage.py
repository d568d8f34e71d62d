"""Which revision was made upon which: each has a base, and a merged one a second parent."""

from articles.models import Article


def parents(article: Article) -> dict[int, tuple[int, ...]]:
    """The parents (ids) of every revision (id) of the article; one query."""
    rows = article.revisions.values_list("pk", "base", "merged")
    return {pk: tuple(one for one in both if one is not None) for pk, *both in rows}


def ancestors(parents: dict[int, tuple[int, ...]], pk: int) -> set[int]:
    """The revision and all that it was made upon."""
    found: set[int] = set()
    waiting = [pk]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(parents.get(one, ()))
    return found


def common_ancestor(parents: dict[int, tuple[int, ...]], a: int, b: int) -> int | None:
    """The newest revision that both were made upon; None when there is none."""
    shared = ancestors(parents, a) & ancestors(parents, b)
    return max(shared, default=None)
