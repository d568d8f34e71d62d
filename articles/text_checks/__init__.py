"""What an editor would mark in a text: rules over the passages of an article, their findings.

``passages``     the texts of one language's version, and what the rules ask of the rest
``marks``        places with the replacements that mend them
``punctuation``, ``characters``, ``spelling``, ``style``, ``structure``
                 the rules
``rules``        the rules by their ids, and ``check``

Nothing here asks the database. A rule marks what has one right form; where the language has two it
is silent.
"""

from articles.text_checks.marks import Edit, Mark, apply
from articles.text_checks.passages import Passage, Picture, Span, Version
from articles.text_checks.rules import RULES, Finding, Rule, check

__all__ = [
    "RULES",
    "Edit",
    "Finding",
    "Mark",
    "Passage",
    "Picture",
    "Rule",
    "Span",
    "Version",
    "apply",
    "check",
]
