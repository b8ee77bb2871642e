"""All parts together: the data in the primary, the rest around it."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command

from benchmarks.sizes import Size
from tests import deployed
from tests.postgres_server import children
from tests.servers import HERE, command_of, free_port, name_static_files

from . import cluster, network
from .cluster import Postgres
from .parts import Part, listens, wait_until

SIZE = Size(24, 18, 2)
# What isn't there yet when the data is loaded.
LATER = ("DATABASE_REPLICA_URL", "CACHE_URL")


class Web(Part):
    """A web server as the systemd unit starts it."""

    def workers(self) -> list[int]:
        """The processes that answer."""
        listed = children(self.process.pid)
        return [one for one in listed if "resource_tracker" not in command_of(one)]


@dataclass
class Stack:
    """What runs. `settings` are those of the web servers."""

    settings: dict[str, str]
    primary: Postgres
    replica: Postgres
    redis: Part
    webs: list[Web]
    nginx: Part

    def parts(self) -> list[Part]:
        return [self.nginx, *self.webs, self.redis, self.replica, self.primary]


@contextmanager
def running() -> Iterator[Stack]:
    """The parts, started and with data; in the end nothing of them is left."""
    with TemporaryDirectory(prefix="scale-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL runs as another user.
        stack = described(folder)
        try:
            begin(stack, folder)
            yield stack
        finally:
            for part in stack.parts():
                if network.can_be_cut():
                    network.join(part)
                if part.is_running:
                    part.kill()


def described(folder: Path) -> Stack:
    """The parts, none of them started."""
    database = folder / "database"
    database.mkdir()
    primary = cluster.primary(database)
    replica = cluster.server("replica", database)
    redis = cache(folder)
    settings = deployed.settings() | {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": HERE,
        "HTTPS": "off",
        "VAR_DIR": str(folder),
        "DATABASE_URL": primary.url,
        "DATABASE_REPLICA_URL": replica.url,
        "CACHE_URL": f"redis://{HERE}:{redis.port}/0",
    }
    webs = [web(f"web{number}", folder, settings) for number in (1, 2)]
    return Stack(settings, primary, replica, redis, webs, nginx(folder, webs))


def web(name: str, folder: Path, settings: dict[str, str]) -> Web:
    port = free_port()
    command = deployed.command_of_unit(port, sys.executable)
    return Web(name, command, folder, port, {"cwd": deployed.ROOT, "env": os.environ | settings})


def cache(folder: Path) -> Part:
    """Redis with the options of compose.yaml."""
    port = free_port()
    command = [*deployed.compose()["services"]["cache"]["command"], "--port", port]
    return Part("redis", [*command, "--bind", HERE, "--dir", folder], folder, port)


def nginx(folder: Path, webs: list[Web]) -> Part:
    port = free_port()
    upstreams = deployed.upstreams(*(f"{HERE}:{one.port}" for one in webs))
    conf = deployed.nginx_conf(folder, f"{HERE}:{port}", upstreams)
    return Part("nginx", [deployed.program("nginx"), "-p", folder, "-c", conf], folder, port)


def begin(stack: Stack, folder: Path) -> None:
    """Start them in their order; the data comes before the replica, which copies it."""
    stack.primary.begin()
    fill(stack, folder)
    cluster.copy(stack.primary)
    stack.replica.begin()
    others = (stack.redis, *stack.webs, stack.nginx)
    for part in others:
        part.start()
    for part in others:
        wait_until(lambda part=part: listens(part.port), part.name)


def fill(stack: Stack, folder: Path) -> None:
    """Tables, law, and the static files, uncompressed: to collect them takes longer."""
    settings = {name: value for name, value in stack.settings.items() if name not in LATER}
    os.environ |= settings | {"DJANGO_SETTINGS_MODULE": "regcompare.settings"}
    django.setup()
    name_static_files(folder / "static")
    shutil.copytree(deployed.ROOT / "static", folder / "static", dirs_exist_ok=True)
    from benchmarks import data  # Not before: it reads the models.

    call_command("migrate", verbosity=0)
    data.fill(SIZE)
