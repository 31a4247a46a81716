"""`deploy/lock`: resolves pyproject.toml into exact, hashed requirement files that name no registry."""

import sys
import tomllib
from pathlib import Path

from deploy.lib.parts import PYTHON, install_requirements, make_venv
from deploy.lib.steps import ROOT, Stop, run, step, works

APP = ROOT / "requirements.txt"
TESTS = ROOT / "tests" / "requirements.txt"
UV = ROOT / "deploy" / "requirements-uv.txt"
NODE = ROOT / "deploy" / "requirements-node.txt"
COMPILE = ("uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header", "--no-emit-index-url",
           "--no-emit-find-links")  # fmt: skip


def compile_to(target: Path, *arguments: str, given: str = "", upgrade: bool) -> None:
    """Resolve into `target`; what it holds already stays as it is unless `upgrade`."""
    with step(f"Locking {target.relative_to(ROOT)}"):
        more = ["--upgrade"] if upgrade else []
        run([PYTHON, "-m", *COMPILE, *more, *arguments, "-o", str(target)], given=given)


def main(arguments: list[str]) -> int:
    """`--upgrade` takes the newest versions; without it only what pyproject.toml asks for changes."""
    upgrade = "--upgrade" in arguments
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    try:
        make_venv()
        if not works([PYTHON, "-m", "uv", "--version"]):
            install_requirements(APP)
        compile_to(APP, "pyproject.toml", upgrade=upgrade)
        compile_to(TESTS, "--group", "test", "-c", "requirements.txt", upgrade=upgrade)
        compile_to(UV, "-", given="uv\n", upgrade=upgrade)
        compile_to(
            NODE, "-", given="\n".join(project["project"]["optional-dependencies"]["node"]) + "\n", upgrade=upgrade
        )
        run(["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"])
    except Stop as sentence:
        print(sentence, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
