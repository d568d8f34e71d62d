"""What other apps may listen to; each is sent with the class as sender."""

from django.dispatch import Signal

sessions_ended = Signal()
"""Somebody's sessions were ended on purpose, by them or an administrator: `user`, and `count`.

`count` is that of the listed ones. Sent in the transaction of the act.
"""
check_failed = Signal()
"""A code, a passkey or an old password (`kind`) was wrong: `user`, None for nobody's."""
attempt_refused = Signal()
"""An attempt was not looked at, since the name or the address waits: `name`, `kind`, `count`.

`name` is what was typed, or `user` whose secret it was. Sent at the first of them in a row, and
then at the tenth, the hundredth and so on, which `count` says.
"""
