import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def check(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    settings = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "PATH": os.environ["PATH"]}
    return subprocess.run(
        command, cwd=ROOT, env=settings | environment, capture_output=True, text=True, check=False
    )


def test_deployment_check_is_silent_in_production(tmp_path):
    answer = check(
        SECRET_KEY="kx8$2" * 12, ALLOWED_HOSTS="news.example.org", DATA_DIR=str(tmp_path)
    )
    assert (answer.returncode, "no issues (2 silenced)" in answer.stdout) == (0, True)


def test_deployment_check_has_nothing_to_silence_where_the_outlet_chose_both(tmp_path):
    answer = check(
        SECRET_KEY="kx8$2" * 12,
        ALLOWED_HOSTS="news.example.org",
        HSTS_SUBDOMAINS="1",
        HSTS_PRELOAD="1",
        DATA_DIR=str(tmp_path),
    )
    assert (answer.returncode, "0 silenced" in answer.stdout) == (0, True)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "max-age=31536000"),
        ({"HSTS_SUBDOMAINS": "1"}, "max-age=31536000; includeSubDomains"),
        ({"HSTS_PRELOAD": "1"}, "max-age=31536000; preload"),
    ],
)
def test_browsers_are_told_of_subdomains_and_preloading_only_where_chosen(tmp_path, chosen, said):
    script = """
import django; django.setup()
from django.test import Client
print(Client().get("/healthz", secure=True, headers={"host": "a.org"})["Strict-Transport-Security"])
"""
    answer = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "kx8$2" * 12,
            "ALLOWED_HOSTS": "a.org",
            "DATA_DIR": str(tmp_path),
            **chosen,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == said


def test_deployment_check_complains_without_https(tmp_path):
    answer = check(
        SECRET_KEY="kx8$2" * 12, ALLOWED_HOSTS="a.org", HTTPS="0", DATA_DIR=str(tmp_path)
    )
    assert answer.returncode == 1


def test_site_without_a_secret_key_does_not_start(tmp_path):
    answer = check(ALLOWED_HOSTS="news.example.org", DATA_DIR=str(tmp_path))
    assert "SECRET_KEY" in answer.stderr


def test_cookies_belong_to_the_host_alone_where_there_is_tls(tmp_path):
    script = (
        "from newsroom import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    )
    said = {}
    for https in ("1", "0"):
        environment = {"SECRET_KEY": "x", "HTTPS": https, "DATA_DIR": str(tmp_path)}
        answer = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment | {"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=True,
        )
        said[https] = answer.stdout.split()
    assert said == {
        "1": ["__Host-sessionid", "__Host-csrftoken", "True"],
        "0": ["sessionid", "csrftoken", "False"],
    }
