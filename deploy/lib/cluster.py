"""A PostgreSQL cluster of this checkout's own: a unix socket and nothing else, so it meets no other server."""

import fcntl
import hashlib
import os
import shlex
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

from deploy.lib.steps import VAR, Stop, own_folder, run, show_tail, step, works
from deploy.lib.system import postgres_bin

SOCKET_PATH_MAX_BYTES = 107
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "timezone": "'UTC'",
    "jit": "off",
    "log_min_messages": "warning",
}
FOR_KEEPS = {"max_connections": "120"}
THROW_AWAY = {
    "max_connections": "200", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "4GB",
}  # fmt: skip
EXTENSIONS = "SET client_min_messages = warning;" + "".join(
    f"CREATE EXTENSION IF NOT EXISTS {name};" for name in ("postgis", "pg_trgm", "unaccent", "btree_gist")
)
ROLES = """
SET client_min_messages = warning;
SELECT format('CREATE ROLE %s', wanted)
FROM (VALUES ('civic_owner', 'civic_owner LOGIN CREATEDB'), ('civic', 'civic LOGIN')) AS roles (name, wanted)
WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) \\gexec
-- The owner migrates and seeds, and need not wait for a slow disk: a power cut costs its last second, no more.
ALTER ROLE civic_owner SET synchronous_commit = off;
"""
# Tests put rows back in any order and past the log's trigger (before PostgreSQL 15 only a superuser may), look at the
# world as the role that serves, and cut its connections.
FOR_TESTS = """
GRANT civic TO civic_owner;
SELECT CASE WHEN current_setting('server_version_num')::int >= 150000
  THEN 'GRANT SET ON PARAMETER session_replication_role TO civic_owner'
  ELSE 'ALTER ROLE civic_owner SUPERUSER' END \\gexec
"""
DATABASE = """
SELECT 'CREATE DATABASE civic OWNER civic_owner'
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = 'civic') \\gexec
"""


class Cluster:
    """`name` is its folder under var/; `keep` says whether the data must survive a power cut.

    As root the server runs as the user postgres, who may not be able to enter the checkout: then the data lies in
    /var/lib/civic, in a folder named by a hash of the checkout's path. A lock says who uses it: the last one stops it.
    """

    def __init__(self, name: str, *, keep: bool) -> None:
        self.keep = keep
        self.as_root = os.geteuid() == 0
        self.prefix: list[str | Path] = ["runuser", "-u", "postgres", "--"] if self.as_root else []
        place = hashlib.sha256(str(VAR).encode()).hexdigest()[:10]
        reachable = not self.as_root or works([*self.prefix, "test", "-x", own_folder(VAR)])
        self.home = VAR / name if reachable else Path("/var/lib/civic") / place / name
        self.data = self.home / "data"
        self.socket = self.home / "s"
        if len(os.fsencode(self.socket / ".s.PGSQL.5432.lock")) > SOCKET_PATH_MAX_BYTES:
            self.socket = Path(tempfile.gettempdir()) / f"civic-{os.geteuid()}-{place}-{name}"
        self.bin = Path()
        self.lock = os.open(own_folder(VAR) / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def url(self, role: str, database: str = "civic") -> str:
        """The address of a database, for DATABASE_URL."""
        return f"postgis://{role}@{quote(str(self.socket), safe='')}/{database}"

    def start(self) -> bool:
        """Start it, or join it if it runs. Returns whether this process is its only user. Raises Stop."""
        while True:
            alone = self._claim()
            if alone:
                self._bring_up()
            else:
                fcntl.flock(self.lock, fcntl.LOCK_SH)  # waits while the other one is still starting it
            self.bin = self._binaries()
            if self._runs():
                fcntl.flock(self.lock, fcntl.LOCK_SH)
                return alone
            fcntl.flock(self.lock, fcntl.LOCK_UN)  # the other one gave up

    def _claim(self) -> bool:
        """Take the lock for us alone, if nobody else uses the cluster."""
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _bring_up(self) -> None:
        self.bin = self._binaries()
        if not self.data.exists():
            with step(f"Making a PostgreSQL cluster in {self.home}"):
                self._make()
        if not self._runs():
            with step("Starting PostgreSQL"):
                self._start()
        self.sql(ROLES)
        self.sql(EXTENSIONS, database="template1")
        self.sql(DATABASE if self.keep else FOR_TESTS)

    def stop(self) -> None:
        """Stop it, unless another run of this checkout still uses it."""
        if self.lock < 0:
            return
        if self._claim() and self._runs():
            works([*self.prefix, self.bin / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", "30", "stop"])
        os.close(self.lock)
        self.lock = -1

    def sql(self, script: str, *, database: str = "postgres", role: str = "postgres") -> str:
        """Run `script` through psql as `role` and return what it prints. Raises Stop."""
        command: list[str | Path] = [self.bin / "psql", "-X", "-qtA", "-P", "pager=off", "-v", "ON_ERROR_STOP=1"]
        address = {"PGHOST": str(self.socket), "PGPORT": "5432", "PGUSER": role, "PGDATABASE": database}
        hint = "PostgreSQL refused a statement; its words are above."
        return run(command, env=address, given=script, hint=hint).strip()

    def _binaries(self) -> Path:
        version = self.data / "PG_VERSION"
        asked = version.read_text().strip() if version.exists() else ""
        found = postgres_bin(asked)
        if not found:
            raise Stop(f"{self.data} was made by PostgreSQL {asked}, which is gone: install it, or remove {self.home}.")
        return found

    def _make(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        if self.as_root:
            shutil.chown(self.home, "postgres", "postgres")
        self.home.chmod(0o700)
        command: list[str | Path] = [
            self.bin / "initdb",
            "-D",
            fresh,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        run([*self.prefix, *command, *([] if self.keep else ["--no-sync"])], cwd=Path("/"))
        with (fresh / "postgresql.conf").open("a") as conf:
            conf.write("include 'civic.conf'\n")
        (fresh / "civic.conf").touch()
        fresh.rename(self.data)

    def _runs(self) -> bool:
        """Whether our own server runs and answers where we expect it; one that does not is stopped."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return False
        pid, folder, _, _, socket, *_ = [*pid_file.read_text().splitlines(), "", "", "", "", ""]
        if Path(folder) != self.data or not self._is_ours(pid):
            pid_file.unlink()  # left by a copy of this folder, or from before the machine went down
            return False
        if socket == str(self.socket) and works([self.bin / "pg_isready", "-q", "-h", self.socket]):
            return True
        works([*self.prefix, self.bin / "pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop"])
        return False

    def _is_ours(self, pid: str) -> bool:
        """Whether the process is a postmaster of our data folder; numbers are given out again after a restart."""
        if not Path("/proc/self/cmdline").exists():
            return True
        try:
            return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False

    def _start(self) -> None:
        if self.socket.is_symlink() or (self.socket.exists() and self.socket.owner() != self.data.owner()):
            raise Stop(f"{self.socket} belongs to someone else: remove it, then run this again.")
        self.socket.mkdir(mode=0o700, exist_ok=True)
        for stale in self.socket.glob(".s.PGSQL.*"):
            stale.unlink()
        if self.as_root:
            shutil.chown(self.socket, "postgres", "postgres")
        settings = {
            **SETTINGS,
            **(FOR_KEEPS if self.keep else THROW_AWAY),
            "unix_socket_directories": f"'{self.socket}'",
        }
        (self.data / "civic.conf").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
        log = self.home / "log"
        command = [self.bin / "pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "60", "-s", "start"]
        try:
            # pg_ctl's child keeps our pipe open: nothing is captured, the log tells.
            run(
                [*self.prefix, "sh", "-c", f"{shlex.join(str(part) for part in command)} >/dev/null 2>&1"],
                cwd=Path("/"),
            )
        except Stop:
            show_tail(log.read_text() if log.exists() else "")
            raise Stop(f"PostgreSQL did not start; the last lines of {log} are above.") from None
