"""The parts that come from PyPI and npm, exactly as locked.

A stamp says what is installed, so that a second run does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from deploy.lib.steps import ROOT, VAR, Stop, run, step, works

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OFFLINE_HINT = "Parts from {where} could not be fetched: is the network there? The last lines above say more."


def digest(files: Sequence[Path], *more: str) -> str:
    """A short hash of the contents of `files`, and of `more`."""
    whole = hashlib.sha256("\n".join(more).encode())
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def is_stamped(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text().strip() == value


def tool_env() -> dict[str, str]:
    """Where the tools may keep their caches: their usual place, or under var/ if there is no home to write to."""
    if os.access(Path.home(), os.W_OK):
        return {}
    cache = VAR / "cache"
    return {"HOME": str(cache), "UV_CACHE_DIR": str(cache / "uv"), "npm_config_cache": str(cache / "npm")}


def install_python_parts(*, tests: bool) -> None:
    """Make `.venv` and put the locked requirements into it. Raises Stop if something is missing and unreachable."""
    make_venv()
    files = [ROOT / "requirements.txt"]
    files += [ROOT / "tests" / "requirements.txt"] if tests else []
    for file in files:
        stamp = VENV / f".civic-{file.parent.name if file.parent != ROOT else 'app'}"
        if is_stamped(stamp, digest([file])):
            continue
        with step(f"Installing Python parts ({file.relative_to(ROOT)})"):
            install_requirements(file)
        stamp.write_text(digest([file]))


def make_venv() -> None:
    """Make `.venv`, anew if its Python is gone or the checkout was moved."""
    stamp, value = VENV / ".civic-place", str(VENV)
    if works([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]) and (
        is_stamped(stamp, value) or str(VENV) in (VENV / "bin" / "activate").read_text()
    ):
        return
    base = getattr(sys, "_base_executable", sys.executable)
    with step("Making .venv"):
        run([base, "-m", "venv", "--clear", VENV], hint="Python can't make a virtual environment here.")
    stamp.write_text(value)


def install_requirements(file: Path) -> None:
    """Install a hashed requirements file: with uv because it is ten times quicker, else with pip."""
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
    if not works([PYTHON, "-m", "uv", "--version"]):
        run([*pip, ROOT / "deploy" / "requirements-uv.txt"], env=tool_env(), hint=OFFLINE_HINT.format(where="PyPI"))
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", file]
    if subprocess.run(
        [str(part) for part in uv], env={**os.environ, **tool_env()}, stdin=subprocess.DEVNULL, capture_output=True
    ).returncode:
        run([*pip, file], env=tool_env(), hint=OFFLINE_HINT.format(where="PyPI"))


def install_browser_parts() -> None:
    """Fetch the npm parts as locked, with the system's Node or the one from PyPI."""
    stamp, value = ROOT / "node_modules" / ".civic", digest([ROOT / "package.json", ROOT / "package-lock.json"])
    if is_stamped(stamp, value):
        return
    npm = shutil.which("npm") if works(["npm", "--version"]) and works(["node", "--version"]) else None
    env = tool_env()
    if not npm:
        npm = str(VENV / "bin" / "npm")
        if not works([VENV / "bin" / "node", "--version"]):
            with step("Installing Node from PyPI"):
                install_requirements(ROOT / "deploy" / "requirements-node.txt")
    env["PATH"] = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    with step("Fetching browser parts (npm ci)"):
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run(command, env=env, hint=OFFLINE_HINT.format(where="npm"))
    if not (ROOT / "node_modules").is_dir():
        raise Stop("npm ended well but made no node_modules: is package-lock.json complete?")
    stamp.write_text(value)
