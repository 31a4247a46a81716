"""The web process as `deploy/systemd` starts it: real settings, a unix socket, and a proxy's headers."""

import contextlib
import http.client
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.machinery.stack import serving_environment, wait_until

pytestmark = pytest.mark.slow
HOST = "talk.example.gov.uk"
UNIT = settings.BASE_DIR / "deploy" / "systemd" / "civic-web@.service"
EXAMPLE = settings.BASE_DIR / "deploy" / "systemd" / "env.example"

Get = Callable[..., http.client.HTTPResponse]


def command_of_the_unit(path: Path) -> list[str]:
    """What systemd runs, with our Python and our socket in place of the installed ones."""
    joined = UNIT.read_text().replace("\\\n", " ")
    line = next(line for line in joined.splitlines() if line.startswith("ExecStart="))
    words = shlex.split(line.partition("=")[2])[1:]
    return [sys.executable, *(str(path) if word.startswith("/run/civic/") else word for word in words)]


def example_environment() -> dict[str, str]:
    """The example file, as systemd reads it."""
    lines = [line for line in EXAMPLE.read_text().splitlines() if line and not line.startswith("#")]
    return {name: value.strip('"') for name, _equals, value in (line.partition("=") for line in lines)}


@pytest.fixture(scope="module")
def behind_nginx(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Get]:
    folder = tmp_path_factory.mktemp("run")
    path, log = folder / "web.sock", folder / "web.log"
    env = {
        **os.environ,
        **example_environment(),
        "DJANGO_SETTINGS_MODULE": "tests.machinery.prod_settings",
        "DATABASE_URL": serving_environment()["DATABASE_URL"],
        "CIVIC_SECRET_KEY": "k" * 50,
        "CIVIC_VAR": str(folder),
        "CIVIC_DEMO": "0",
    }

    def get(address: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(HOST)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(30)
        connection.sock.connect(str(path))
        sent = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"} | headers
        connection.request("GET", address, headers=sent)
        return connection.getresponse()

    def answers() -> bool:
        with contextlib.suppress(OSError):
            return get("/healthz").status == 200
        return False

    with log.open("wb") as out:
        web = subprocess.Popen(command_of_the_unit(path), cwd=settings.BASE_DIR, env=env, stdout=out, stderr=out)
    try:
        wait_until(lambda: web.poll() is not None or answers(), "the web process does not answer", log)
        assert web.poll() is None, log.read_text()[-3000:]
        yield get
    finally:
        web.terminate()
        web.wait(20)


@pytest.mark.parametrize("address", ["/", "/cy/", "/news/", "/faq/", "/reports/", "/consultations/", "/surgeries/"])
def test_pages_are_served_through_a_unix_socket(behind_nginx, address):
    assert behind_nginx(address).status == 200


def test_demo_addresses_are_not_there_in_a_real_installation(behind_nginx):
    assert behind_nginx("/demo/outbox/").status == 404


def test_plain_http_is_sent_to_https(behind_nginx):
    answer = behind_nginx("/reports/", **{"X-Forwarded-Proto": "http"})

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/reports/")


def test_a_redirect_names_no_port_and_the_cookies_are_bound_to_the_host(behind_nginx):
    answer = behind_nginx("/account/login/?next=/my/")

    assert "__Host-csrftoken" in answer.headers["Set-Cookie"]
    assert behind_nginx("/my/").headers["Location"] == "/account/login/?next=/my/"
