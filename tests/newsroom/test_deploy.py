import os
import subprocess
import sys
from pathlib import Path

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
    assert (answer.returncode, "0 silenced" in answer.stdout) == (0, True)


def test_deployment_check_complains_without_https(tmp_path):
    answer = check(
        SECRET_KEY="kx8$2" * 12, ALLOWED_HOSTS="a.org", HTTPS="0", DATA_DIR=str(tmp_path)
    )
    assert answer.returncode == 1


def test_site_without_a_secret_key_does_not_start(tmp_path):
    answer = check(ALLOWED_HOSTS="news.example.org", DATA_DIR=str(tmp_path))
    assert "SECRET_KEY" in answer.stderr
