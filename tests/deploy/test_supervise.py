"""The supervisor keeps real processes running, and leaves none behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.lib.supervise import Program, Supervisor

ROOT = Path(__file__).resolve().parents[2]
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within 20 s"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def program(tmp_path: Path, code: str) -> Program:
    return Program("clock", [sys.executable, "-c", code], tmp_path / "log")


@pytest.mark.parametrize("code", [0, 1])
def test_a_program_that_ends_is_started_again_whatever_its_exit_code(tmp_path, code):
    ending = program(tmp_path, f"print('begun'); raise SystemExit({code})")
    supervisor = Supervisor([ending], env=os.environ)

    supervisor.watch(until=lambda: len(ending.endings) >= 3)

    assert set(ending.endings) == {code}
    assert (tmp_path / "log").read_text().split() == ["begun"] * len(ending.endings)


def test_a_program_that_will_not_end_is_killed_after_its_grace(tmp_path, monkeypatch):
    monkeypatch.setattr("deploy.lib.supervise.GRACE_S", 0.5)
    stubborn = program(tmp_path, STUBBORN)
    supervisor = Supervisor([stubborn], env=os.environ)
    supervisor.watch(until=lambda: (tmp_path / "log").exists() and (tmp_path / "log").read_text() == "up\n")

    supervisor.stop()

    assert stubborn.process.returncode == -signal.SIGKILL


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A process that supervises two programs, and the numbers of the two."""
    script = textwrap.dedent(
        f"""
        import os, sys
        from pathlib import Path
        from deploy.lib.supervise import Program, Supervisor, interrupt_on_signals
        code = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
        programs = [Program(n, [sys.executable, "-c", code], Path({str(tmp_path)!r}, n)) for n in ("web", "worker")]
        interrupt_on_signals()
        supervisor = Supervisor(programs, env=os.environ)
        try:
            supervisor.watch()
        except KeyboardInterrupt:
            supervisor.stop()
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, text=True)
    logs = [tmp_path / "web", tmp_path / "worker"]
    wait_for(lambda: all(log.exists() and log.read_text().endswith("\n") for log in logs))
    yield process, [int(log.read_text()) for log in logs]
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_all_programs_quickly(supervised, number):
    process, pids = supervised

    process.send_signal(number)

    assert process.wait(timeout=5) == 0
    assert [pid for pid in pids if alive(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no signal for a parent's death")
def test_programs_end_with_a_supervisor_that_is_killed_outright(supervised):
    process, pids = supervised

    process.kill()

    wait_for(lambda: not any(alive(pid) for pid in pids))
