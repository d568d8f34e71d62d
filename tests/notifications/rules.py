"""The rules of the database for notifications, and what keeps every way in from reaching them."""

RULES = {
    "notification_once": "test_nobody_is_told_twice_of_one_happening",
    "notification_kind_is_known": "a word of the program, which nobody types",
    "articles_notifications.Mail.key": "test_nobody_is_told_twice_of_one_happening",
    "mail_status_is_known": "a word of the program, which nobody types",
    "mail_choice_hour_is_of_a_day": "test_hour_that_no_day_has_is_refused",
}
