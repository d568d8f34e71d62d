"""Versions of one passage, and what the rules say of them."""

from articles.text_checks import RULES, Finding, Passage, Version, apply, check


def version(text: str, field: str = "body", kind: str = "p", language: str = "ar") -> Version:
    return Version(language, (Passage(field, 0, kind, language, text),))


def paragraphs(*texts: str, language: str = "ar") -> Version:
    return Version(
        language,
        tuple(Passage("body", place, "p", language, text) for place, text in enumerate(texts)),
    )


def found(rule: str, of: Version) -> list[Finding]:
    assert rule in RULES
    return check(of, (rule,))


def marked(rule: str, text: str, field: str = "body", language: str = "ar") -> list[str]:
    """The characters that the rule marks in one passage."""
    return [finding.text for finding in found(rule, version(text, field, language=language))]


def mended(rule: str, text: str, field: str = "body", language: str = "ar") -> str:
    """The passage after every fix of the rule, the last first."""
    for finding in reversed(found(rule, version(text, field, language=language))):
        text = apply(text, finding.edits)
    return text
