"""Management commands as the log names them; a run of many rows is one entry."""

from __future__ import annotations

from functools import wraps
from typing import Any, Final

from django.core.management.base import BaseCommand

from newsroom.audit import context
from newsroom.audit.catalogue import BULK_COMMANDS
from newsroom.audit.context import Origin, Run, acting
from newsroom.audit.recording import record

_OF_DJANGO: Final = frozenset(
    {
        "force_color",
        "no_color",
        "pythonpath",
        "settings",
        "skip_checks",
        "stderr",
        "stdout",
        "traceback",
        "verbosity",
    }
)
"""Options that every command has, and that say nothing of what it does."""


def name_commands() -> None:
    """Have everything that a management command does be recorded as done by it.

    Django sends no signal when one begins, so that its base class is given a step around it.
    """
    execute = BaseCommand.execute

    @wraps(execute)
    def named(self: BaseCommand, *args: Any, **options: Any) -> Any:
        outer = context.current()
        if outer.request is not None or outer.run is not None:
            # Part of what called it.
            return execute(self, *args, **options)
        name = type(self).__module__.rpartition(".")[2]
        run = Run() if name in BULK_COMMANDS else None
        with acting(Origin(via=f"command: {name}", run=run)):
            try:
                return execute(self, *args, **options)
            finally:
                if run is not None and not options.get("dry_run"):
                    _record_run(name, run, options)

    BaseCommand.execute = named  # type: ignore[method-assign] # see above


def _record_run(name: str, run: Run, options: dict[str, Any]) -> None:
    """Write the entry of a run, also of one that failed: what it committed is there."""
    chosen = {
        # Names of files may hold bytes that are no text.
        option: str(value).encode(errors="replace").decode()
        for option, value in sorted(options.items())
        if option not in _OF_DJANGO and value not in (None, False, "")
    }
    counted = dict(sorted(run.counts.items()))
    changes = {label: [None, value] for label, value in (chosen | counted).items()}
    with acting(Origin(via=f"command: {name}")):
        record("command", kind="command", object_id=name, name=name, changes=changes)
