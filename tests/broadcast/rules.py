"""The rules of the database for broadcast statuses, and where each is refused in words."""

OVERLAP = "test_overlap_of_kind_and_scope_is_refused_with_the_other_one_named"
RULES = {
    "broadcast_status_fits_its_place": "test_scope_without_its_place_is_refused",
    "broadcast_status_ends_after_start": "test_end_before_start_is_refused",
    "broadcast_status_breaking_ends": (
        "test_breaking_ends_after_two_hours_when_nobody_says_otherwise"
    ),
    "broadcast_status_repetition_ends": ("test_repetition_that_cannot_be_is_refused_at_its_field"),
    "broadcast_status_one_open_site": "test_clash_is_refused_in_the_form",
    "broadcast_status_one_open_section": OVERLAP,
    "broadcast_status_one_open_article": OVERLAP,
}
