"""The private cluster: it keeps what it was given, and meets neither its neighbours nor what a crash has left."""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from deploy.lib.cluster import Cluster

NewCluster = Callable[[Path], Cluster]


@pytest.fixture
def place() -> Iterator[Path]:
    """A checkout's var/ that the user postgres can enter, with a name as long as they get."""
    folder = Path(tempfile.mkdtemp(prefix="civic-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[NewCluster]:
    made: list[Cluster] = []

    def make(var: Path) -> Cluster:
        monkeypatch.setattr("deploy.lib.cluster.VAR", var)
        cluster = Cluster("pg", keep=True)
        made.append(cluster)
        return cluster

    yield make
    for cluster in made:
        cluster.stop()


def ask(cluster: Cluster, question: str, role: str = "civic_owner") -> list[tuple[object, ...]]:
    with psycopg.connect(host=str(cluster.socket), user=role, dbname="civic", autocommit=True) as db:
        answer = db.execute(question)
        return answer.fetchall() if answer.description else []


def kill_outright(cluster: Cluster) -> None:
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists():
        pass


def test_what_is_committed_survives_a_crash_and_a_restart(place, new_cluster):
    cluster = new_cluster(place)
    cluster.start()
    ask(cluster, "CREATE TABLE kept (seven int)")
    ask(cluster, "GRANT SELECT, INSERT ON kept TO civic")
    ask(cluster, "INSERT INTO kept VALUES (7)", role="civic")
    kill_outright(cluster)

    again = new_cluster(place)
    cluster.stop()
    again.start()

    assert ask(again, "SELECT seven FROM kept") == [(7,)]
    assert ask(again, "SHOW fsync") == [("on",)]
    assert ask(again, "SHOW listen_addresses") == [("",)]


def test_the_role_that_serves_owns_nothing_and_may_not_make_tables(place, new_cluster):
    cluster = new_cluster(place)
    cluster.start()

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(cluster, "CREATE TABLE mine (id int)", role="civic")
    assert ask(cluster, "SELECT rolname FROM pg_roles WHERE rolsuper") == [("postgres",)]


def test_a_second_run_of_a_checkout_joins_and_the_last_one_stops_it(place, new_cluster):
    first, second = new_cluster(place), new_cluster(place)

    alone = (first.start(), second.start())
    first.stop()

    assert alone == (True, False)
    assert ask(second, "SELECT 1") == [(1,)]
    second.stop()
    assert not (second.data / "postmaster.pid").exists()


def test_two_checkouts_run_side_by_side_and_a_copy_leaves_the_original_alone(place, new_cluster):
    first = new_cluster(place / "one")
    first.start()
    pid = (first.data / "postmaster.pid").read_text().split()[0]
    shutil.copytree(place / "one", place / "two", ignore=shutil.ignore_patterns(".s.*"), copy_function=copy_owned)
    copy_owner(place / "one", place / "two")

    second = new_cluster(place / "two")
    second.start()
    second.stop()

    assert (first.data / "postmaster.pid").read_text().split()[0] == pid
    assert ask(first, "SELECT 1") == [(1,)]


def copy_owned(source: str, target: str) -> None:
    shutil.copy2(source, target)
    owner = os.stat(source)
    os.chown(target, owner.st_uid, owner.st_gid)


def copy_owner(source: Path, target: Path) -> None:
    for folder in (source, *(path for path in source.rglob("*") if path.is_dir())):
        owner = folder.stat()
        os.chown(target / folder.relative_to(source), owner.st_uid, owner.st_gid)


def test_a_long_path_gets_a_short_socket(place, new_cluster):
    cluster = new_cluster(place / ("a-rather-long-name-for-a-folder-" * 3))

    cluster.start()

    assert ask(cluster, "SELECT 1") == [(1,)]
    shutil.rmtree(cluster.socket, ignore_errors=True)
