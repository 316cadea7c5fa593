"""A PostgreSQL server of our own for tests; `python -m tests.postgresql` installs one where there is none."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

NEEDED = ("initdb", "pg_ctl")
DEBIAN = Path("/usr/lib/postgresql")  # versions/bin: not on the PATH there
CLUSTERS = Path("/etc/postgresql-common/createcluster.conf")
ADVICE = "No PostgreSQL for the tests: there is no initdb, and apt-get could not install one. Install PostgreSQL."
# For tests: what a crash of the machine would lose is not missed, and a stop of the server alone loses nothing.
OPTIONS = {"fsync": "off", "full_page_writes": "off", "unix_socket_directories": "", "listen_addresses": "127.0.0.1"}


def find() -> Path | None:
    """The folder of PostgreSQL's programs; they are installed where that can be done."""
    return _there() or (_there() if _by_apt() else None)


def _there() -> Path | None:
    folders = [Path(path).parent for path in map(shutil.which, NEEDED) if path]
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    return next((folder for folder in folders if all((folder / name).exists() for name in NEEDED)), None)


def _by_apt() -> bool:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    CLUSTERS.parent.mkdir(parents=True, exist_ok=True)
    if not CLUSTERS.exists():
        CLUSTERS.write_text("create_main_cluster = false\n")  # the package would start a server of its own
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    commands = (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"])
    return all(
        subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False).returncode == 0
        for arguments in commands
    )


@dataclass
class Server:
    """A server on a port of this machine that takes anybody from there for its owner."""

    programs: Path
    folder: Path
    port: int
    user: str | None  # who it runs as: not root, whom PostgreSQL refuses
    options: Mapping[str, str]  # of its configuration

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://dateline@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        options = " ".join(f"-c {name}='{value}'" for name, value in self.options.items())
        self._run("pg_ctl", "start", "-w", "-l", "log.txt", "-o", f"-p {self.port} {options}")

    def stop(self, mode: str = "fast") -> None:
        """`mode` as pg_ctl has it; "immediate" is as hard as kill -9 is to it."""
        self._run("pg_ctl", "stop", "-w", "-m", mode)

    def kill(self) -> None:
        """Kills all of its processes, by SIGKILL: none of them can put anything in order."""
        first = psutil.Process(int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0]))
        first.suspend()  # it would begin those anew that die
        processes = [*first.children(), first]
        for process in processes:
            process.kill()
        psutil.wait_procs(processes)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments, "-D", self.folder / "data"],
            cwd=self.folder,
            user=self.user,
            env=os.environ | {"LC_ALL": "C"},
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,  # a server would keep a pipe open
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log.txt"
            raise RuntimeError(f"{program} failed: {done.stdout or ''}{log.read_text() if log.exists() else ''}")


@contextmanager
def server(**options: str) -> Iterator[Server]:
    """A server with an empty database `postgres`, gone afterwards with all in it; `options` beside `OPTIONS`."""
    programs = find()
    if programs is None:
        raise RuntimeError(ADVICE)
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="dateline-postgresql-") as name, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = Server(programs, Path(name), int(probe.getsockname()[1]), user, OPTIONS | options)
        probe.close()
        if user:
            shutil.chown(name, user)
        found._run("initdb", "-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        found.start()
        try:
            yield found
        finally:
            found.stop("immediate")


if __name__ == "__main__":
    print(found) if (found := find()) else sys.exit(ADVICE)
