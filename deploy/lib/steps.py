"""What is said while a command works, and how it runs others: quietly, without prompts, with a log to look into."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("CIVIC_VAR") or ROOT / "var").resolve()
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "PAGER": "cat", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
TAIL_LINES = 25


class Stop(Exception):
    """Ends the command; the message is one sentence for the person at the keyboard."""


def say(words: str = "", end: str = "\n") -> None:
    """Print at once. A reader that went away is no reason to stop serving."""
    try:
        print(words, end=end, flush=True)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


@contextmanager
def step(words: str) -> Iterator[None]:
    """One line of progress: what happens now, and in the end how many seconds it took."""
    say(f"· {words} …", end="")
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say()
        raise
    say(f" {time.monotonic() - started:.1f} s")


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    given: str = "",
    hint: str = "",
) -> str:
    """Run `command` without a terminal, with `given` as its input, and return what it printed.

    Raises Stop with `hint` (or the command's name) after showing the last lines of its output.
    """
    words = [str(part) for part in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env={**os.environ, **QUIET, **(env or {})}, text=True, errors="replace", check=False,
            input=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except OSError as error:
        raise Stop(hint or f"{words[0]} could not be started: {error.strerror}.") from error
    if done.returncode:
        show_tail(done.stdout)
        raise Stop(hint or f"{Path(words[0]).name} failed (exit {done.returncode}); its last lines are above.")
    return done.stdout


def works(command: Sequence[str | Path]) -> bool:
    """Whether `command` exists and ends with 0."""
    try:
        return not subprocess.run(
            [str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True
        ).returncode
    except OSError:
        return False


def show_tail(text: str) -> None:
    """Show the last lines of some other program's output, indented."""
    say()
    for line in text.splitlines()[-TAIL_LINES:]:
        say(f"    {line}")


def own_folder(path: Path) -> Path:
    """Make `path` if it is missing. Raises Stop where this user may not write there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"{path} can't be made ({error.strerror}): run this as the user who owns the checkout.") from error
    if not os.access(path, os.W_OK):
        raise Stop(f"{path} belongs to someone else: run this as its owner, or remove it first.")
    return path
