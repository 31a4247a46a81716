"""Format, lint, types, imports, templates, migrations and settings: each is a test, so that there is one report."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SECURE = {
    "DJANGO_SETTINGS_MODULE": "civic.settings.prod",
    "CIVIC_SECRET_KEY": "a-long-key-that-is-for-this-check-only-and-signs-nothing-0123456789",
    "CIVIC_ORIGINS": "https://talk.example.gov.uk",
    "CIVIC_HOSTS": "talk.example.gov.uk",
    "CIVIC_DEMO": "0",
    "CIVIC_TRUSTED_PROXIES": "1",
    "DATABASE_URL": os.environ.get("DATABASE_URL", "postgis:///civic"),
}
MANAGE = (sys.executable, "manage.py")
LINTERS = {
    "ruff format": ((BIN / "ruff", "format", "--check", "."), {}),
    "ruff check": ((BIN / "ruff", "check", "."), {}),
    "mypy": ((BIN / "mypy",), {}),
    "imports": ((BIN / "lint-imports", "--cache-dir", "var/cache/imports"), {}),
    "templates": ((BIN / "djlint", "frontend/templates", "--lint", "--quiet"), {}),
    "migrations": ((*MANAGE, "makemigrations", "--check", "--dry-run"), {}),
    "check --deploy": ((*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), SECURE),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LINTERS)
def test_linter_has_nothing_to_say(name: str) -> None:
    command, env = LINTERS[name]

    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )

    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
