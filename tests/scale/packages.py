"""The programs that are needed, from the packages of the system."""

import os
import shutil
import subprocess
import sys

from tests import deployed
from tests.postgres_server import system_programs


def missing() -> list[str]:
    """The packages whose programs aren't there."""
    absent = [name for name in ("nginx", "redis-server") if not deployed.program(name)]
    programs = system_programs()
    there = programs and (programs / "pg_basebackup").exists()
    return absent if there else [*absent, "postgresql"]


def install() -> None:
    """What lacks, where apt can; otherwise the end of the program, which says what lacks."""
    if missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing", *missing(), "…", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", *missing()]):
            subprocess.run(["apt-get", *command], env=quiet)
    if lacking := missing():
        sys.exit(f"The scale test needs these packages of the system: {', '.join(lacking)}.")
