"""The rules of the database for front pages, and where each is refused in words."""

BY_VERBS = "`curation` alone writes it, and locks the row of the page or makes it once"
FOR_GOOD = "a front page, its revisions and its publications are never deleted"

RULES = {
    **dict.fromkeys(("front_once", "front_home_once", "front_revision_once"), BY_VERBS),
    "articles_frontpage.Front.section": "test_section_with_a_front_is_not_deleted",
    "articles_frontpage.FrontRevision.front": FOR_GOOD,
    "articles_frontpage.FrontPublication.front": FOR_GOOD,
    "articles_frontpage.FrontPublication.revision": FOR_GOOD,
}
