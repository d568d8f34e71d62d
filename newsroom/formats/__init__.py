"""How the newsroom prints and reads moments, in each language of its own folder."""

DATETIME_INPUT_FORMATS = [
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d.%m.%Y %H:%M",
    "%d/%m/%y %H:%M",
    "%d-%m-%y %H:%M",
    "%d.%m.%y %H:%M",
]
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
"""As moments are typed; ISO 8601 is understood beside them."""
