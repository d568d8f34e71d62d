"""The addresses of RFC 8615 that every site has."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured

from newsroom import env

SECURITY = "/.well-known/security.txt"


def test_nobody_to_tell_of_a_hole_is_not_found(client, db, settings):
    settings.SECURITY_CONTACT = []
    assert client.get(SECURITY).status_code == 404


@time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False)
def test_whom_to_tell_of_a_hole_is_said_as_the_rfc_wants_it(client, settings):
    settings.SECURITY_CONTACT = ["mailto:security@news.example.org", "https://news.example.org/s"]
    settings.SECURITY_POLICY = "https://news.example.org/policy"
    response = client.get(SECURITY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "Contact: mailto:security@news.example.org",
        "Contact: https://news.example.org/s",
        "Expires: 2027-05-19T00:00:00Z",
        "Preferred-Languages: ar, en",
        "Canonical: http://testserver/.well-known/security.txt",
        "Policy: https://news.example.org/policy",
    ]


def test_policy_may_be_missing(client, settings):
    settings.SECURITY_CONTACT = ["tel:+20-2-5550100"]
    assert "Policy" not in client.get(SECURITY).content.decode()


def test_contacts_are_addresses_and_a_bare_mail_address_becomes_one(monkeypatch):
    monkeypatch.setenv("VALUE", "a@example.org, https://example.org/x,mailto:b@example.org")
    assert env.contacts("VALUE") == [
        "mailto:a@example.org",
        "https://example.org/x",
        "mailto:b@example.org",
    ]


@pytest.mark.parametrize("value", ["call us", "http://example.org", "a@b.org\nX: y", "ftp://x"])
def test_contact_that_is_no_address_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("VALUE", value)
    with pytest.raises(ImproperlyConfigured, match="VALUE"):
        env.contacts("VALUE")


def test_password_managers_are_led_to_the_form_of_the_desk(client, administrator):
    response = client.get("/.well-known/change-password")
    assert (response.status_code, response["Location"]) == (302, "/admin/password_change/")
    client.force_login(administrator)
    assert client.get(response["Location"]).status_code == 200


def test_name_that_must_not_exist_does_not(client, db):
    path = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200"
    assert client.get(path).status_code == 404
