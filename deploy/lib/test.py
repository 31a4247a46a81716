"""`deploy/test`: sets up what is missing, then runs every test in a throw-away cluster."""

import os
import subprocess
import sys
from collections.abc import Sequence

from deploy.lib.cluster import Cluster
from deploy.lib.parts import PYTHON, install_browser_parts, install_python_parts
from deploy.lib.setup import one_at_a_time
from deploy.lib.steps import ROOT, VAR, Stop, own_folder
from deploy.lib.supervise import environment, ignore_signals, interrupt_on_signals
from deploy.lib.system import chromium, install_system_parts

EVERYTHING = ("-n", "2", "--dist", "loadfile", "-q")


def environment_for_tests(cluster: Cluster | None) -> dict[str, str]:
    """What the tests are told. Each run has a database name of its own, so that two can run at once."""
    env = environment(
        CIVIC_VAR=str(own_folder(VAR)),
        CIVIC_CHROMIUM=chromium() or "",
        CIVIC_TEST_DB=f"test_civic_{os.getpid()}",
        PYTHONPYCACHEPREFIX=str(VAR / "cache" / "pyc"),
    )
    if cluster:
        env["DATABASE_URL"] = cluster.url("civic_owner", "postgres")
    return env


def drop_leftovers(cluster: Cluster) -> None:
    """Drop the test databases of runs that were killed."""
    names = cluster.sql("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_civic\\_%'")
    for name in names.split():
        cluster.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run_pytest(arguments: Sequence[str], env: dict[str, str]) -> int:
    """Run pytest to its end; it gets Ctrl-C from the terminal itself, and SIGTERM from here."""
    process = subprocess.Popen([PYTHON, "-m", "pytest", *(arguments or EVERYTHING)], cwd=ROOT, env=env)
    try:
        return process.wait()
    except KeyboardInterrupt:
        ignore_signals()
        process.terminate()
        process.wait()
        raise


def main(arguments: Sequence[str]) -> int:
    """pytest's own exit code, or 1 with a sentence if something can't be done."""
    interrupt_on_signals()
    cluster: Cluster | None = None
    try:
        own = not os.environ.get("DATABASE_URL")
        with one_at_a_time(ROOT):
            install_system_parts(cluster=own, tests=True)
            install_python_parts(tests=True)
            install_browser_parts()
        if own:
            cluster = Cluster("pg-test", keep=False)
            if cluster.start():
                drop_leftovers(cluster)
        return run_pytest(arguments, environment_for_tests(cluster))
    except KeyboardInterrupt:
        return 130
    except Stop as sentence:
        print(sentence, file=sys.stderr)
        return 1
    finally:
        ignore_signals()
        if cluster:
            cluster.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
