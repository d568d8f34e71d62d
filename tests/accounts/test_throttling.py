"""Who guesses passwords waits; who made a few mistakes, or sits beside them, does not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import translation

from newsroom.accounts import throttling
from newsroom.accounts.models import AttemptCount, User
from newsroom.accounts.throttling import TooManyAttemptsError, count_attempt
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
HERE, THERE = "192.0.2.1", "198.51.100.7"

type Send = Callable[..., Any]


@pytest.fixture
def send(client: Client) -> Send:
    """Sends the form of the sign-in from an address, in English."""

    def post(name: str, password: str = "wrong", *, address: str = HERE) -> Any:
        sent = {"login": name, "password": password}
        return client.post(f"/en{SIGN_IN}", sent, REMOTE_ADDR=address)

    return post


def refused(name: str, address: str, *, at: Any) -> timedelta | None:
    """How long an attempt waits, or None when it is taken; it was a wrong one."""
    try:
        count_attempt(name, address, at=at)
    except TooManyAttemptsError as error:
        return error.wait
    return None


def test_fifty_wrong_passwords_slow_one_account_down_and_nobody_beside_it(
    send: Send, journalist: User, editor: User
) -> None:
    with time_machine.travel(NOW, tick=False):
        statuses = [send("sara").status_code for _ in range(50)]
        right = send("sara", PASSWORD)
        beside = send("mona", PASSWORD)
    assert statuses == [200] * 5 + [429] * 45
    assert (right.status_code, right["Retry-After"]) == (429, "30")
    assert "Wait 30 seconds, then try again." in right.content.decode()
    assert beside.status_code == 302


def test_after_the_wait_the_right_password_is_in_and_the_count_ends(
    send: Send, journalist: User
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(6):
            send("sara")
        clock.shift(30)
        assert send("sara", PASSWORD).status_code == 302
    assert list(AttemptCount.objects.values_list("count", flat=True)) == [5]


def test_each_further_mistake_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    at, waits = NOW, []
    for _ in range(12):
        wait = refused("sara", HERE, at=at)
        if wait is not None:
            waits.append(wait.total_seconds())
            at += wait
            assert refused("sara", HERE, at=at) is None
    assert waits == [30, 60, 120, 240, 480, 900, 900]
    assert throttling.NAME_HERE.wait(1_000_000) == timedelta(minutes=15)


def test_name_guessed_from_many_addresses_waits_everywhere() -> None:
    taken = [refused("sara", f"192.0.2.{number}", at=NOW) for number in range(25)]
    assert taken.count(None) == 20
    assert refused("mona", "192.0.2.1", at=NOW) is None


def test_owner_elsewhere_does_not_wait_for_what_one_address_guesses() -> None:
    for _ in range(50):
        refused("sara", HERE, at=NOW)
    assert refused("sara", THERE, at=NOW) is None


def test_address_that_tries_many_names_waits_and_the_others_do_not() -> None:
    taken = [refused(f"name{number}", HERE, at=NOW) for number in range(120)]
    assert taken.count(None) == 100
    assert refused("sara", THERE, at=NOW) is None


def test_colleagues_who_sign_in_are_no_attempts_of_their_address() -> None:
    for number in range(150):
        count_attempt(f"name{number}", HERE, at=NOW).succeeded()
    assert refused("sara", HERE, at=NOW) is None


@pytest.mark.parametrize("typed", ["أحمد٢", "احمد2 ", "أَحمد2"])
def test_spellings_of_a_name_are_counted_together(typed: str) -> None:
    for _ in range(5):
        refused("احمد2", HERE, at=NOW)
    assert refused(typed, HERE, at=NOW) == 30 * SECOND


def test_neighbours_in_a_network_of_ipv6_are_one_address() -> None:
    for number in range(100):
        refused(f"name{number}", f"2001:db8::{number:x}", at=NOW)
    assert refused("sara", "2001:db8::ffff", at=NOW) is not None
    assert refused("sara", "2001:db8:0:1::1", at=NOW) is None
    assert refused("sara", "::ffff:192.0.2.1", at=NOW) is None


def test_count_is_forgotten_after_six_quiet_hours() -> None:
    for _ in range(6):
        refused("sara", HERE, at=NOW)
    later = NOW + throttling.FORGOTTEN_AFTER + SECOND
    assert [refused("sara", HERE, at=later) for _ in range(5)] == [None] * 5
    assert AttemptCount.objects.filter(last_at=NOW).count() == 0


def test_account_that_is_not_there_is_answered_alike(send: Send, journalist: User) -> None:
    with time_machine.travel(NOW, tick=False):
        answers = [[send(name) for _ in range(8)] for name in ("sara", "nobody")]
    there, nowhere = (
        [(one.status_code, one.headers.get("Retry-After"), errors(one)) for one in answer]
        for answer in answers
    )
    assert there == nowhere


def errors(response: Any) -> str:
    return str(response.context["form"].errors)


@pytest.mark.parametrize("name", ["sara", "nobody", "nobody@example.org"])
def test_wrong_name_costs_the_hash_that_a_wrong_password_costs(
    send: Send, journalist: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda user, text: hashed.append(text))
    monkeypatch.setattr(User, "check_password", lambda user, text: bool(hashed.append(text)))
    send(name)
    assert hashed == ["wrong"]


def test_neither_names_nor_addresses_stand_in_the_table(send: Send) -> None:
    send("my-password-in-the-wrong-field")
    rows = str(list(AttemptCount.objects.values()))
    assert "my-password" not in rows
    assert HERE not in rows


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second,"), (120, "120 seconds,"), (121, "3 minutes,"), (900, "15 minutes,")],
)
def test_wait_is_said_in_seconds_then_in_whole_minutes(seconds: int, said: str) -> None:
    with translation.override("en"):
        assert f"Wait {said}" in throttling.waiting_words(seconds * SECOND)


def test_address_is_that_of_the_proxy_only_where_there_is_one(
    client: Client, journalist: User, settings: Any
) -> None:
    sent = {"login": "sara", "password": "wrong"}
    with time_machine.travel(NOW, tick=False):
        for number in range(5):
            headers = {"X-Forwarded-For": f"203.0.113.{number}, {HERE}"}
            client.post(SIGN_IN, sent, headers=headers)
        assert refused("sara", "127.0.0.1", at=NOW) is not None
        settings.BEHIND_PROXY = True
        for number in range(5):
            headers = {"X-Forwarded-For": f"203.0.113.{number}, {HERE}"}
            client.post(SIGN_IN, sent | {"login": "mona"}, headers=headers)
    assert refused("mona", HERE, at=NOW) == 30 * SECOND
    assert refused("mona", THERE, at=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_attempts_sent_at_once_are_counted_before_they_are_checked() -> None:
    def attempt(_number: int) -> timedelta | None:
        try:
            return refused("sara", HERE, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        taken = list(pool.map(attempt, range(12)))
    assert taken.count(None) == 5


def test_request_without_an_address_is_answered(client: Client, journalist: User) -> None:
    sent = {"login": "sara", "password": PASSWORD}
    assert client.post(SIGN_IN, sent, REMOTE_ADDR="").status_code == 302


def test_old_password_is_not_guessed_in_a_session_that_stands_open(journalist: User) -> None:
    client, new = Client(), "a-fresh-Passw0rd"
    client.force_login(journalist)
    sent = {"new_password1": new, "new_password2": new}
    with time_machine.travel(NOW, tick=False):
        for _ in range(5):
            client.post("/en/admin/password_change/", sent | {"old_password": "wrong"})
        page = client.post("/en/admin/password_change/", sent | {"old_password": PASSWORD})
    assert "Wait 30 seconds" in page.content.decode()
    journalist.refresh_from_db()
    assert journalist.check_password(PASSWORD)
