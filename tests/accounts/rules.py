"""The rules of the database for accounts, and where each is refused in words."""

RULES = {
    "accounts.User.username": "test_taken_name_of_a_user_is_refused",
    "accounts.User.key": "test_desk_names_the_account_that_reads_the_same",
    "section_limit_once": "a box is ticked once, and the relation adds what is missing",
    "accounts.SectionLimit.section": "test_section_of_its_editors_is_not_deleted",
    "invitations.Invitation.digest": "of 256 random bits, which nobody types",
    "attempt_count_once": "one row a name and an address, which only throttling writes",
}
