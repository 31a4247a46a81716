"""What `deploy/run` makes of its options, before anything is started."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.lib.address import listen, origins
from deploy.lib.run import keep_for_commands, parse, settings_for
from deploy.lib.steps import Stop

ROOT = Path(__file__).resolve().parents[2]


def test_without_options_it_serves_this_machine_on_8000():
    options = parse([])

    assert (options.host, options.port, options.reset) == ("127.0.0.1", 8000, False)


def test_options_are_taken():
    options = parse(["--host", "0.0.0.0", "--port", "9001", "--reset"])

    assert (options.host, options.port, options.reset) == ("0.0.0.0", 9001, True)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０００"])
def test_a_port_that_is_none_is_refused_with_a_sentence(port, capsys):
    with pytest.raises(SystemExit) as ended:
        parse([f"--port={port}"])

    assert ended.value.code == 2
    assert "a number from 1 to 65535" in capsys.readouterr().err


def test_reset_is_refused_where_the_database_is_someone_elses():
    env = {**os.environ, "DATABASE_URL": "postgis://nobody@nowhere/precious"}

    done = subprocess.run([ROOT / "deploy" / "run", "--reset"], env=env, capture_output=True, text=True, timeout=30)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("--reset would empty the database that DATABASE_URL names")


def test_the_next_free_port_is_used_if_one_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with listen("127.0.0.1", port) as found:
            assert port < found.getsockname()[1] <= port + 100


def test_two_runs_never_get_the_same_port():
    with listen("127.0.0.1", 18_000) as first, listen("127.0.0.1", 18_000) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def test_an_address_of_another_machine_is_refused_with_a_sentence():
    with pytest.raises(Stop, match=r"No port from 18000 on could be opened on 192\.0\.2\.7"):
        listen("192.0.2.7", 18_000)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", ["http://127.0.0.1:8000", "http://localhost:8000"]),
        ("localhost", ["http://localhost:8000", "http://127.0.0.1:8000"]),
        ("::1", ["http://[::1]:8000", "http://localhost:8000"]),
        ("10.1.2.3", ["http://10.1.2.3:8000"]),
    ],
)
def test_a_browser_may_come_from_what_is_printed_and_from_nowhere_else(host, expected):
    assert origins(host, 8000) == expected


def test_the_key_that_signs_sessions_is_made_once_and_only_its_owner_reads_it(tmp_path, monkeypatch):
    monkeypatch.setattr("deploy.lib.run.VAR", tmp_path)
    monkeypatch.delenv("CIVIC_SECRET_KEY", raising=False)

    first, second = (settings_for(["http://127.0.0.1:8000"], None)["CIVIC_SECRET_KEY"] for _ in range(2))

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_what_the_caller_has_set_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("deploy.lib.run.VAR", tmp_path)
    monkeypatch.setenv("CIVIC_DEMO", "0")
    monkeypatch.setenv("CIVIC_ORIGINS", "https://tunnel.example")

    env = settings_for(["http://127.0.0.1:8000"], None)

    assert (env["CIVIC_DEMO"], env["CIVIC_ORIGINS"]) == ("0", "https://tunnel.example")


def test_a_command_in_another_terminal_finds_the_demo_that_is_served(tmp_path, monkeypatch):
    monkeypatch.setattr("deploy.lib.run.VAR", tmp_path)
    keep_for_commands({"DATABASE_URL": "postgis://civic@nowhere/demo", "CIVIC_DEMO": "1", "HOME": "/home/morag"})
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [
        sys.executable,
        "manage.py",
        "shell",
        "--no-imports",
        "-c",
        "import os; print(os.environ['DATABASE_URL'])",
    ]

    done = subprocess.run(
        command, cwd=ROOT, env={**env, "CIVIC_VAR": str(tmp_path)}, capture_output=True, text=True, timeout=60
    )

    kept = tmp_path / "environment.json"
    assert done.stdout == "postgis://civic@nowhere/demo\n", done.stderr
    assert "morag" not in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
