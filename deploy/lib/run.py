"""`deploy/run`: sets up what is missing, then serves the demo until Ctrl-C."""

import argparse
import json
import os
import secrets
import shlex
import shutil
import socket
import sys
import time
import urllib.request
from collections.abc import Sequence

from deploy.lib.address import listen, origins
from deploy.lib.cluster import Cluster
from deploy.lib.parts import PYTHON, install_browser_parts, install_python_parts
from deploy.lib.setup import bring_up_to_date, one_at_a_time
from deploy.lib.steps import ROOT, VAR, Stop, own_folder, say, show_tail
from deploy.lib.supervise import Program, Supervisor, environment, ignore_signals, interrupt_on_signals
from deploy.lib.system import install_system_parts

READY_WITHIN_S = 120
ENDINGS_BEFORE_READY = 3
WEB_OPTIONS = (
    "--lifespan off --ws websockets-sansio --ws-max-size 16384"
    " --no-proxy-headers --no-access-log --timeout-graceful-shutdown 3"
)
DEMO_PEOPLE = ("resident", "councillor", "officer", "moderator", "editor", "admin")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of `deploy/run`."""
    parser = argparse.ArgumentParser(
        prog="deploy/run", description="Set up what is missing and serve the demo until Ctrl-C."
    )
    parser.add_argument("--port", type=port_number, default=8000, help="8000 unless given; the next free one if taken")
    parser.add_argument("--host", default="127.0.0.1", help="127.0.0.1 unless given; 0.0.0.0 shows it to your network")
    parser.add_argument(
        "--reset", action="store_true", help="forget the demo's data and photos and build the town anew"
    )
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    """A TCP port from 1 to 65535. Raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 1 to 65535 is")
    return int(text)


def refuse_reset_of_foreign_database(reset: bool) -> None:
    """`--reset` is for the cluster made here only. Raises Stop."""
    if reset and os.environ.get("DATABASE_URL"):
        raise Stop(
            "--reset would empty the database that DATABASE_URL names: unset DATABASE_URL, or empty it yourself."
        )


def secret_key() -> str:
    """The key that signs sessions, made once and kept where only its owner reads it."""
    place = own_folder(VAR) / "secret"
    if not place.exists():
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return place.read_text().strip()


def settings_for(addresses: list[str], cluster: Cluster | None) -> dict[str, str]:
    """The environment of all that is started here. What the caller has set stays."""
    chosen = {
        "CIVIC_DEMO": "1",
        "CIVIC_SECRET_KEY": os.environ.get("CIVIC_SECRET_KEY") or secret_key(),
        "DJANGO_SETTINGS_MODULE": "civic.settings.dev",
        "CIVIC_ORIGINS": ",".join(addresses),
        "CIVIC_HOSTS": ",".join(
            dict.fromkeys(address.removeprefix("http://").rsplit(":", 1)[0] for address in addresses)
        ),
        "PYTHONPYCACHEPREFIX": str(VAR / "cache" / "pyc"),
    }
    chosen.update({name: value for name in chosen if (value := os.environ.get(name))})
    chosen["CIVIC_VAR"] = str(VAR)
    if cluster:
        chosen["DATABASE_URL"] = cluster.url("civic")
        chosen["DATABASE_OWNER_URL"] = cluster.url("civic_owner")
    return environment(**chosen)


def keep_for_commands(env: dict[str, str]) -> None:
    """Write what `manage.py` needs to speak to this demo from another terminal, where only its owner reads it."""
    wanted = {name: value for name, value in env.items() if name.startswith(("CIVIC_", "DATABASE_", "DJANGO_"))}
    place = VAR / "environment.json"
    place.unlink(missing_ok=True)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(wanted, file, indent=1)


def programs(sock: socket.socket) -> list[Program]:
    """The web process and the worker. Each run has logs of its own, named by its port."""
    port = sock.getsockname()[1]
    logs = own_folder(VAR / "log")
    python = shlex.quote(str(PYTHON))
    web = f"{python} -m uvicorn civic.asgi:application --fd {sock.fileno()} {WEB_OPTIONS}"
    worker = f"{python} manage.py procrastinate worker -c 4 -p 1"
    found = [
        Program("web process", shlex.split(web), logs / f"web-{port}.log", {"CIVIC_STATEMENT_TIMEOUT_MS": "5000"}),
        Program("worker", shlex.split(worker), logs / f"worker-{port}.log"),
    ]
    for program in found:
        program.log.unlink(missing_ok=True)
    return found


class Readiness:
    """Asks `/readyz` now and then. Raises Stop if the web process can't start."""

    def __init__(self, sock: socket.socket, address: str, web: Program) -> None:
        host, port = sock.getsockname()[:2]
        near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        self.url = f"http://{f'[{near}]' if ':' in near else near}:{port}/readyz"
        self.host = address.removeprefix("http://")
        self.web = web
        self.deadline = time.monotonic() + READY_WITHIN_S
        self.next_at = 0.0

    def __call__(self) -> bool:
        now = time.monotonic()
        if len(self.web.endings) >= ENDINGS_BEFORE_READY or now > self.deadline:
            show_tail(self.web.log.read_text(errors="replace"))
            raise Stop(f"The web process does not get ready; the last lines of {self.web.log} are above.")
        if now < self.next_at or not self.web.process:
            return False
        self.next_at = now + 0.2
        try:
            return self._ask() == 200
        except OSError:
            return False

    def _ask(self) -> int:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(self.url, headers={"Host": self.host})  # noqa: S310
        with direct.open(request, timeout=5) as answer:
            return int(answer.status)


def greet(addresses: list[str], demo: bool) -> None:
    """What a person needs to know to begin."""
    say(f"Ready on {addresses[0]}")
    if len(addresses) > 1:
        say(f"  also {', '.join(addresses[1:])}")
    if demo:
        say("  Sign in as one of these, with the password demo:")
        for name in DEMO_PEOPLE:
            say(f"    {name}@demo.test")
        say(f"  Mail goes nowhere; read it on {addresses[0]}/demo/outbox/")
    say("  Ctrl-C stops it.")


def forget(cluster: Cluster, alone: bool) -> None:
    """Drop the demo's database and photos. Raises Stop while another run uses them."""
    if not alone:
        raise Stop("Another deploy/run of this checkout is using the demo's data: stop it first, then use --reset.")
    cluster.sql("DROP DATABASE IF EXISTS civic WITH (FORCE); CREATE DATABASE civic OWNER civic_owner")
    shutil.rmtree(VAR / "media", ignore_errors=True)
    (cluster.home / "up-to-date").unlink(missing_ok=True)


def serve(options: argparse.Namespace, cluster: Cluster | None, sock: socket.socket) -> None:
    """Everything after the parts are there. Returns only by an exception."""
    addresses = origins(options.host, sock.getsockname()[1])
    with one_at_a_time(VAR):
        if cluster:
            alone = cluster.start()
            if options.reset:
                forget(cluster, alone)
        env = settings_for(addresses, cluster)
        if cluster:
            keep_for_commands(env)
        bring_up_to_date(env, cluster.home / "up-to-date" if cluster else None)
    kept = programs(sock)
    supervisor = Supervisor(kept, env=env, keep_fds=[sock.fileno()])
    try:
        started = time.monotonic()
        say("· Starting the web process and the worker …", end="")
        supervisor.watch(until=Readiness(sock, addresses[0], kept[0]))
        say(f" {time.monotonic() - started:.1f} s")
        greet(addresses, env["CIVIC_DEMO"] not in ("", "0", "false", "no"))
        supervisor.watch()
    finally:
        ignore_signals()
        say("\nStopping …")
        supervisor.stop()


def main(arguments: Sequence[str]) -> int:
    """Run until a signal; 0 after Ctrl-C or SIGTERM, 1 with a sentence if something can't be done."""
    options = parse(arguments)
    interrupt_on_signals()
    cluster: Cluster | None = None
    try:
        refuse_reset_of_foreign_database(options.reset)
        own = not os.environ.get("DATABASE_URL")
        with one_at_a_time(ROOT):
            install_system_parts(cluster=own, tests=False)
            install_python_parts(tests=False)
            install_browser_parts()
        with listen(options.host, options.port) as sock:
            if sock.getsockname()[1] != options.port:
                say(f"  Port {options.port} is taken; this run uses {sock.getsockname()[1]}.")
            cluster = Cluster("pg", keep=True) if own else None
            serve(options, cluster, sock)
    except KeyboardInterrupt:
        say()
    except Stop as sentence:
        print(sentence, file=sys.stderr)
        return 1
    finally:
        ignore_signals()
        if cluster:
            cluster.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
