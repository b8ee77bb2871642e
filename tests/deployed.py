"""What deploy/ says, read as the programs read it for which it is written."""

import os
import re
import shlex
import shutil
from configparser import RawConfigParser
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "regcompare@.service"
HOME = "/srv/regcompare"


def program(name: str) -> str | None:
    """Where a server of the system is. Debian keeps them off the path of ordinary users."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def unit() -> RawConfigParser:
    """The systemd unit. A name that stands twice is an error here; systemd would take it."""
    parser = RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string(UNIT.read_text().replace("\\\n", " "))
    return parser


def command_of_unit(port: int, python: str) -> list[str]:
    """How systemd starts the server on that port, with another Python than the installed one."""
    command = unit()["Service"]["ExecStart"].replace("%i", str(port))
    return shlex.split(command.replace(f"{HOME}/.venv/bin/python", python))


def lines(file: Path) -> list[str]:
    """Those that say something."""
    return [line for line in file.read_text().splitlines() if line and not line.startswith("#")]


def settings() -> dict[str, str]:
    """What regcompare.env sets; what is commented out there is not in it."""
    pairs = (line.partition("=") for line in lines(DEPLOY / "regcompare.env"))
    return {name: value for name, _, value in pairs}


def settings_named() -> set[str]:
    """The names in regcompare.env, also where they are commented out."""
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", (DEPLOY / "regcompare.env").read_text(), re.M))


def compose() -> dict:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def upstreams(*addresses: str) -> str:
    """UPSTREAMS of compose.yaml, for servers at other addresses."""
    written = compose()["services"]["nginx"]["environment"]["UPSTREAMS"]
    servers = (server.split() for server in written.split(";") if server.strip())
    return " ".join(
        f"server {address} {' '.join(options)};"
        for address, (_server, _name, *options) in zip(addresses, servers, strict=True)
    )


def dockerfile() -> str:
    """The Dockerfile, each instruction in one line."""
    return (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")


def nginx_site(**values: str) -> str:
    """The template with its names filled in; KeyError for one that has no value."""
    template = (DEPLOY / "nginx.conf.template").read_text()
    return re.sub(r"\$\{([A-Z_]+)\}", lambda found: values[found[1]], template)


def nginx_conf(
    folder: Path, listen: str, upstreams: str, tls: str = "", front: str = "0.0.0.0"
) -> Path:
    """A whole configuration around the site, with every file of nginx in the folder."""
    (folder / "site.conf").write_text(
        nginx_site(
            UPSTREAMS=upstreams,
            SERVER_NAME="_",
            LISTEN=listen,
            TLS=tls,
            FRONT=front,
            STATIC_ROOT=str(folder / "static"),
            CACHE_DIR=str(folder / "kept"),
        )
    )
    temporary = "".join(
        f"    {name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{temporary}    include {folder}/site.conf;\n}}\n"
    )
    return conf
