"""`deploy/run` as a person meets it: from an empty folder to a page, through crashes, to nothing left over."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.lib.run import DEMO_PEOPLE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
READY_S = 240
OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


class Run:
    """A `deploy/run` of its own data folder, on ports nobody else asks for, that can't reach the network."""

    def __init__(self, var: Path) -> None:
        self.var = var
        env = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        self.printed = var.with_suffix(".printed")
        with self.printed.open("w") as output:
            self.process = subprocess.Popen(
                [ROOT / "deploy" / "run", "--port", "18600"], stdout=output, stderr=output,
                env={**env, **OFFLINE, "CIVIC_VAR": str(var), "CIVIC_DEMO": "1"},
            )  # fmt: skip

    def url(self) -> str:
        """Where it answers, once it says so."""
        deadline = time.monotonic() + READY_S
        while not (found := re.search(r"^Ready on (http://\S+)$", self.printed.read_text(), re.M)):
            assert self.process.poll() is None and time.monotonic() < deadline, self.printed.read_text()
            time.sleep(0.2)
        return found[1]

    def children(self, words: str) -> list[int]:
        """Processes of this run whose command line holds `words`."""
        wanted = f"CIVIC_VAR={self.var}\0".encode()
        pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        return [
            pid
            for pid in pids
            if words in _read(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace")
            and wanted in _read(pid, "environ") + b"\0"
        ]

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(30)


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


@pytest.fixture
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="civic-run-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_suffix(".printed").unlink(missing_ok=True)


def status(url: str) -> int:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return int(answer.status)


def test_it_gets_ready_twice_heals_itself_and_leaves_nothing_running(var):
    first = Run(var)
    try:
        url = first.url()
        assert status(f"{url}/readyz") == 200
        assert status(f"{url}/") == 200
        printed = first.printed.read_text()
        assert [name for name in DEMO_PEOPLE if f"{name}@demo.test" not in printed] == []
        killed = first.children("procrastinate worker") + first.children("uvicorn")
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        assert status(f"{url}/healthz") == 200  # the socket stays open while the web process comes back
    finally:
        code = first.stop()
    assert (code, len(killed)) == (0, 2)
    assert first.children("procrastinate worker") + first.children("uvicorn") == []
    assert not list(var.rglob("postmaster.pid"))

    second = Run(var)
    try:
        assert status(f"{second.url()}/readyz") == 200
        assert "Demo town built" not in second.printed.read_text()
    finally:
        assert second.stop() == 0
