"""Runs a task that sends mails beside requests: by a worker, else in a thread of this process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.tasks import TaskResultStatus, default_task_backend
from django_tasks_db.models import DBTaskResult

from articles.conf import values

logger = logging.getLogger(__name__)


class Sender:
    """Runs the task of `find_task`; a request never waits for it.

    In threads at most one runs in a process, and none that would be needless. `name` is theirs.
    """

    def __init__(self, find_task: Callable[[], Any], name: str = "mails") -> None:
        self.find_task, self.name = find_task, name
        self.lock = threading.Lock()
        self.is_running = self.is_wanted = False
        self.alarm: threading.Timer | None = None
        self.alarm_at: datetime | None = None

    def start_after_commit(self) -> None:
        """Have due mails sent once the transaction is committed; never raises."""
        transaction.on_commit(self.start, robust=True)

    def start(self) -> None:
        """Have due mails sent now."""
        if not sends_in_thread():
            self.find_task().enqueue()
            return
        with self.lock:
            self.is_wanted = True
            if self.is_running:
                return
            self.is_running = True
        try:
            threading.Thread(target=self.run, name=self.name, daemon=True).start()
        except RuntimeError:
            self.is_running = False
            logger.exception("no thread for mails")

    def come_back(self, moment: datetime, *, at: datetime) -> None:
        """Have due mails looked for at the moment, unless they will be before; two queries at most.

        Without a worker `manage.py due` looks every minute as well.
        """
        if sends_in_thread():
            self._start_at(moment, at=at)
        if not default_task_backend.supports_defer:
            return
        task = self.find_task()
        planned = DBTaskResult.objects.filter(
            status=TaskResultStatus.READY, task_path=task.module_path
        )
        if not planned.filter(run_after__gt=at, run_after__lte=moment).exists():
            task.using(run_after=moment).enqueue()

    def _start_at(self, moment: datetime, *, at: datetime) -> None:
        """Start a thread at the moment, unless one will before."""
        with self.lock:
            if self.alarm_at is not None and at < self.alarm_at <= moment:
                return
            if self.alarm is not None:
                self.alarm.cancel()
            wait = max((moment - at).total_seconds(), 0)
            self.alarm, self.alarm_at = threading.Timer(wait, self.start), moment
            self.alarm.daemon = True
            try:
                self.alarm.start()
            except RuntimeError:
                self.alarm = self.alarm_at = None
                logger.exception("no thread for mails")

    def run(self) -> None:
        """What the thread does."""
        try:
            while self._is_wanted():
                self.find_task().enqueue()
        finally:
            connections.close_all()

    def _is_wanted(self) -> bool:
        """Whether somebody wrote mails since the last look; else the thread is over."""
        with self.lock:
            wanted, self.is_wanted = self.is_wanted, False
            self.is_running = wanted
            return wanted


def sends_in_thread() -> bool:
    """Whether a thread of this process sends mails, since no worker does."""
    return bool(values.MAIL_IN_BACKGROUND and not default_task_backend.supports_defer)
