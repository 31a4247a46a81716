"""The parts that come from the operating system: what is there, what is missing, and how to get it."""

import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.lib.steps import QUIET, Stop, run, say, step, works

PG_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)
LIBRARY_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/lib/*-linux-*", "/usr/local/lib", "/opt/homebrew/lib")
CHROMIUM_NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def postgres_bin(version: str = "") -> Path | None:
    """The folder of the newest PostgreSQL that has PostGIS (of major `version`, if given), or None."""
    on_path = shutil.which("initdb")
    folders = [Path(found) for pattern in PG_FOLDERS for found in glob.glob(pattern)]
    folders += [Path(on_path).resolve().parent] if on_path else []
    found = [
        (major, folder) for folder in folders if (major := _postgis_version(folder)) and version in ("", str(major))
    ]
    return max(found)[1] if found else None


def _postgis_version(folder: Path) -> int:
    """The major version of the PostgreSQL in `folder`, or 0 if it has no PostGIS."""
    if not (folder / "initdb").exists():
        return 0
    asked = subprocess.run(
        [folder / "pg_config", "--sharedir", "--version"], capture_output=True, text=True, check=False
    )
    if asked.returncode:  # Debian ships pg_config with the headers only
        major = folder.parent.name
        share = Path("/usr/share/postgresql") / major
    else:
        share = Path(asked.stdout.splitlines()[0])
        major = asked.stdout.split()[-1].split(".")[0]
    if not major.isdigit() or not (share / "extension" / "postgis.control").exists():
        return 0
    return int(major)


def chromium() -> str | None:
    """The browser for the tests: CIVIC_CHROMIUM, or the first of the usual names that is no snap stub."""
    asked = os.environ.get("CIVIC_CHROMIUM")
    if asked:
        return asked
    found = [path for name in CHROMIUM_NAMES if (path := shutil.which(name))]
    return next((path for path in found if "/snap/" not in os.path.realpath(path) and works([path, "--version"])), None)


def has_gdal() -> bool:
    """Whether the GDAL library, which GeoDjango loads, is installed."""
    return _has_library("libgdal.*")


def has_atomic() -> bool:
    """Whether the small library is there that Playwright's own Node needs, and a bare server lacks."""
    return sys.platform != "linux" or _has_library("libatomic.so.1")


def _has_library(name: str) -> bool:
    return any(glob.glob(f"{folder}/{name}") for folder in LIBRARY_FOLDERS)


def has_venv() -> bool:
    """Whether this Python can make a virtual environment (Debian keeps that part in a package of its own)."""
    return importlib.util.find_spec("ensurepip") is not None


def missing_packages(*, cluster: bool, tests: bool) -> list[str]:
    """Names of the Debian packages for what is not there yet."""
    wanted = [(has_venv, f"python{sys.version_info.major}.{sys.version_info.minor}-venv"), (has_gdal, "gdal-bin")]
    if cluster:
        wanted.append((lambda: postgres_bin() is not None, _postgis_package()))
    if tests:
        wanted += [(lambda: chromium() is not None, "chromium"), (has_atomic, "libatomic1")]
    return [package for there, package in wanted if not there()]


def _postgis_package() -> str:
    try:
        facts = Path("/etc/os-release").read_text()
    except OSError:
        return "postgresql-postgis"
    return "postgresql-15-postgis-3" if 'VERSION_ID="12"' in facts and "ID=debian" in facts else "postgresql-postgis"


def install_system_parts(*, cluster: bool, tests: bool) -> None:
    """Install what is missing with apt. Needs neither root nor the network if nothing is. Raises Stop."""
    missing = missing_packages(cluster=cluster, tests=tests)
    if not missing:
        return
    by_hand = f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(missing)}"
    if not shutil.which("apt-get"):
        raise Stop(f"Install the counterparts of these Debian packages, then run this again: {', '.join(missing)}.")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n", "env", *(f"{name}={value}" for name, value in QUIET.items())]
    if as_root and not works(["sudo", "-n", "true"]):
        raise Stop(
            f"System parts are missing and sudo asks for a password here: run `{by_hand}` once, then this again."
        )
    with step("Asking apt what there is"):
        run(
            [*as_root, "apt-get", "update", "-q"],
            hint=f"apt could not be asked: mend that, or run `{by_hand}` yourself.",
        )
    with step(f"Installing {', '.join(missing)}"):
        command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
        command += ["-o", "Dpkg::Options::=--force-confold"]
        run([*as_root, *command, *missing], hint=f"apt could not install them: try `{by_hand}` yourself.")
    if still := missing_packages(cluster=cluster, tests=tests):
        say(f"  Still not found after installing: {', '.join(still)}")
        raise Stop(f"Install the counterparts of {', '.join(still)} for this system, then run this again.")
