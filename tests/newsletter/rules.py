"""The rules of the database for subscriptions, and what keeps every way in from reaching them."""

RULES = {
    "subscription_once": "test_known_and_unknown_addresses_are_answered_and_mailed_alike",
    "subscription_topic_is_known": "a word of the program, which nobody types",
    "articles_newsletter.Subscription.key": "nobody types it, and it is never made twice",
    "issue_once": "test_correction_is_mailed_to_each_confirmed_subscriber_of_its_language_once",
    "letter_status_is_known": "a word of the program, which nobody types",
    "articles_newsletter.Letter.key": (
        "test_correction_is_mailed_to_each_confirmed_subscriber_of_its_language_once"
    ),
    "articles_newsletter.SignUpCount.name": "test_nobody_is_bombarded_through_the_form",
}
