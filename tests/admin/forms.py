"""What a browser sends from the form of an article."""

from typing import Any

from articles.conf import LANGUAGES
from articles.models.article import TRANSLATED


def posted(data: dict[str, Any] | None = None, *, base: int | None = None, **changes: Any) -> Any:
    """The form filled with the data; keyword arguments replace single inputs."""
    data = data or {}
    sent: dict[str, Any] = {
        f"{name}_{code}": data.get(f"{name}_{code}") or ""
        for name in TRANSLATED
        for code in LANGUAGES
    }
    for name in ("kind", "section", "lead_image"):
        sent[name] = data.get(name) or ""
    sent |= {"kind": sent["kind"] or "news", "tags": "", "base": base or "", "note": ""}
    sent |= {"embargo_until": "", "expires_at": ""}
    bylines = data.get("bylines") or []
    sent |= rows("bylines", [{"author": row["author"], "role": row["role"]} for row in bylines])
    sent["bans"] = data.get("bans") or []
    sent |= rows("pins", [{"article": pk} for pk in data.get("pins") or []])
    return sent | changes


def rows(prefix: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The ordered rows of a formset."""
    sent: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(entries),
        f"{prefix}-INITIAL_FORMS": 0,
    }
    for number, entry in enumerate(entries):
        sent[f"{prefix}-{number}-ORDER"] = number + 1
        sent |= {f"{prefix}-{number}-{name}": value for name, value in entry.items()}
    return sent
