"""Assignments and events of the cast, seen at NOW."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles.models import Section
from newsroom.planning.models import Assignment, Event
from tests.conftest import NOW

HOUR = timedelta(hours=1)
DESK = "/admin/planning"


@pytest.fixture
def assignment(section: Section) -> Callable[..., Assignment]:
    """Ideas that nobody has, due an hour after NOW; keyword arguments replace single fields."""

    def make(**changes: Any) -> Assignment:
        fields = {"title": "موازنة البلدية", "section": section, "due_at": NOW + HOUR}
        return Assignment.objects.create(**fields | changes)

    return make


@pytest.fixture
def event(section: Section) -> Callable[..., Event]:
    """Press conferences at NOW for two hours; keyword arguments replace single fields."""

    def make(**changes: Any) -> Event:
        fields = {"title_ar": "مؤتمر وزير النقل", "title_en": "The minister of transport"}
        moments = {"starts_at": NOW, "ends_at": NOW + 2 * HOUR}
        return Event.objects.create(**fields | moments | {"section": section} | changes)

    return make
