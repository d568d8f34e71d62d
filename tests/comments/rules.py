"""The rules of the database for comments, and where each is refused in words."""

RULES = {
    "comment_thread_lost_was_quoted": "a whole field is never looked for, so never lost",
    "comment_thread_resolved_at_a_moment": "one update writes both, which only its verb makes",
    "comment_once": "test_comment_sent_twice_is_written_once",
    "comment_has_words_until_deleted": "test_what_is_no_comment_is_refused_in_words",
    "comment_notice_once": "test_edit_tells_those_who_are_named_anew_once",
    "comment_notice_reason_is_known": "one of two words of the program, which nobody types",
}
