"""What other apps may listen to."""

from django.dispatch import Signal

sessions_ended = Signal()
"""Somebody's sessions were ended on purpose, by them or an administrator: `user`, and `count`.

`count` is that of the listed ones. Sent in the transaction of the act, with the class as sender.
"""
