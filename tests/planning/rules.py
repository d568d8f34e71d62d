"""The rules of the database for planning, and where each is refused in words."""

RULES = {
    "event_status_is_known": "chosen from its list, which the form holds to",
    "event_has_a_title": "test_event_that_cannot_be_is_refused_in_words",
    "event_ends_after_start": "test_event_that_cannot_be_is_refused_in_words",
    "assignment_status_is_known": "the verbs of assignments alone write it",
    "assignment_idea_is_nobodys": "the verbs of assignments alone write it",
    "assignment_idea_has_no_article": "the verbs of assignments alone write it",
    "assignment_due_before_published": "test_deadline_after_the_publication_is_refused_in_words",
    "assignment_note_has_words": "test_note_without_words_is_refused",
    "planning.Assignment.article": "test_second_click_leads_to_the_first_article",
    "planning.CalendarFeed.user": "a new address replaces the old one in its row",
    "planning.CalendarFeed.digest": "of 256 random bits, which nobody chooses",
}
