"""For mypy only: models keep the managers they were written with."""

from typing import Any

from django.apps import AppConfig
from modeltranslation import translator


class PlainManagersConfig(AppConfig):
    name = "tests"
    label = "plain_managers"

    def ready(self) -> None:
        translator.add_manager = _leave_managers


def _leave_managers(model: Any) -> None:
    """Stands for modeltranslation's, which patches the classes of managers."""
