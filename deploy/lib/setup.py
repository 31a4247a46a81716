"""One at a time: `manage.py setup`, as the owner of the tables, and only when something changed since the last one."""

import fcntl
import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.lib.parts import PYTHON
from deploy.lib.steps import ROOT, Stop, own_folder, say

SOURCES = ("civic", "reports", "consultations", "frontend", "manage.py", ".venv/.civic-app", "node_modules/.civic")


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let no other run prepare things in `folder` meanwhile. A killed run lets go by itself."""
    handle = os.open(own_folder(folder), os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("· Waiting for another run that is preparing the same folder …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def bring_up_to_date(env: dict[str, str], stamp: Path | None) -> None:
    """Migrate, gather static files and seed, unless `stamp` says that nothing changed. Raises Stop."""
    state = f"{_sources()} {env['CIVIC_DEMO']} {env['DJANGO_SETTINGS_MODULE']}"
    if stamp and stamp.exists() and stamp.read_text() == state:
        return
    say("· Bringing the database and files up to date …")
    started = time.monotonic()
    owner = {**env, "DATABASE_URL": env.get("DATABASE_OWNER_URL") or env["DATABASE_URL"]}
    command = [str(PYTHON), "manage.py", "setup", "--skip-checks"]
    if subprocess.run(command, cwd=ROOT, env=owner, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Stop("`manage.py setup` failed; its last words are above.")
    say(f"  All of it took {time.monotonic() - started:.1f} s")
    if stamp:
        stamp.write_text(state)


def _sources() -> str:
    """A hash of names, sizes and times of change of all that `setup` looks at."""
    whole = hashlib.sha256()
    for top in SOURCES:
        found = [ROOT / top, *sorted((ROOT / top).rglob("*"))]
        for path in (path for path in found if path.is_file() and not str(path).endswith(".mo")):
            if "__pycache__" not in path.parts:
                facts = path.stat()
                whole.update(f"{path.relative_to(ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return whole.hexdigest()
