"""Keeps programs running: whichever ends, for whatever reason, is started again after a second.

The worker needs it (it ends with 0 when PostgreSQL restarts), and the web process deserves it.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.lib.steps import ROOT, say

LOOK_EVERY_S = 0.1
RESTART_AFTER_S = 1.0
GRACE_S = 8.0
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    """A command line that must run; what it prints is appended to `log`."""

    name: str
    command: Sequence[str]
    log: Path
    env: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    ended_at: float = 0.0
    endings: list[int] = field(default_factory=list)


class Supervisor:
    """Starts `programs` and watches them. `keep_fds` are open files that they inherit, such as a listening socket."""

    def __init__(self, programs: Sequence[Program], *, env: Mapping[str, str], keep_fds: Sequence[int] = ()) -> None:
        self.programs = programs
        self.env = env
        self.keep_fds = keep_fds

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep all programs running, until `until()` says so or a signal raises KeyboardInterrupt."""
        while not until():
            for program in self.programs:
                self._look_after(program)
            time.sleep(LOOK_EVERY_S)

    def _look_after(self, program: Program) -> None:
        if program.process is None:
            if time.monotonic() - program.ended_at >= RESTART_AFTER_S or not program.endings:
                self._start(program)
        elif (code := program.process.poll()) is not None:
            say(f"The {program.name} ended ({describe(code)}); starting it again. Its words: {program.log}")
            program.process, program.ended_at = None, time.monotonic()
            program.endings.append(code)

    def _start(self, program: Program) -> None:
        with program.log.open("ab") as log:
            program.process = subprocess.Popen(
                program.command, cwd=ROOT, env={**self.env, **program.env},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, pass_fds=self.keep_fds, preexec_fn=_end_with_parent,
            )  # fmt: skip

    def stop(self) -> None:
        """End all programs: politely, then after a few seconds for good."""
        running = [program.process for program in self.programs if program.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE_S
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def describe(code: int) -> str:
    """How a program ended, in words."""
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _end_with_parent() -> None:
    """Runs in the child before the program: if this supervisor is killed outright, its programs end too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def interrupt_on_signals() -> None:
    """Make SIGTERM, SIGINT and SIGHUP raise KeyboardInterrupt, except a SIGHUP that `nohup` ignores."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)


def ignore_signals() -> None:
    """While all is being stopped: a second Ctrl-C must not leave half of it behind."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def environment(**changes: str) -> dict[str, str]:
    """This process's environment with `changes`."""
    return {**os.environ, **changes}
