"""The rules of the database for views of the list, and where each is refused in words."""

RULES = {
    "saved_filter_name_once": "test_two_filters_of_one_person_do_not_get_one_name",
    "list_layout_density_is_known": "one of the choices of a form, else the first of them",
}
