#!/usr/bin/env python
"""Django's command line for this project."""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent


def use_own_python() -> None:
    """Go on in the checkout's .venv where this Python knows no Django."""
    own = HERE / ".venv" / "bin" / "python"
    if find_spec("django") is None and own.exists() and Path(sys.prefix) != own.parent.parent:
        os.execv(own, [str(own), *sys.argv])  # noqa: S606


def use_own_demo() -> None:
    """Speak to the demo that `deploy/run` serves from this checkout, unless DATABASE_URL names another database."""
    kept = Path(os.environ.get("CIVIC_VAR") or HERE / "var") / "environment.json"
    if not os.environ.get("DATABASE_URL") and kept.exists():
        for name, value in json.loads(kept.read_text()).items():
            os.environ.setdefault(name, value)


if __name__ == "__main__":
    use_own_python()
    use_own_demo()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
