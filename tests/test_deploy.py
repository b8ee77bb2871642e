"""deploy/ is true: what it names exists, and the programs that it is for accept it."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml
from django.core.management import get_commands

from jurisdictions.caching.forms import COMPRESS, taken
from jurisdictions.renderers import FORMATS, xlsx

from . import deployed, fronts
from .deployed import DEPLOY, ROOT
from .test_environment import KEY

pytestmark = pytest.mark.any_database

README = (ROOT / "README.md").read_text()
GRANIAN = subprocess.run(
    [sys.executable, "-m", "granian", "--help"], capture_output=True, text=True, check=True
).stdout


def settings_that_exist() -> set[str]:
    """Those of ours, as README lists them, and those of granian."""
    ours = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    return {*ours, *re.findall(r"GRANIAN_[A-Z_]+", GRANIAN)}


def options(command: list[str]) -> set[str]:
    return {word for word in command if word.startswith("--")}


def assert_starts_the_site(command: list[str]) -> None:
    """Granian knows every option, and what it serves is there."""
    assert command[1:3] == ["-m", "granian"]
    assert {one for one in options(command) if not re.search(rf"{one}\b", GRANIAN)} == set()
    module, _, name = command[-1].partition(":")
    file = ROOT / f"{module.replace('.', '/')}.py"
    assert f"{name} = " in file.read_text()


# --- systemd ---


def test_the_unit_starts_the_site_on_the_port_of_its_name():
    command = deployed.command_of_unit(8001, "python")
    assert_starts_the_site(command)
    assert command[command.index("--port") + 1] == "8001"


def test_the_unit_leaves_to_the_file_of_settings_what_stands_there():
    """An option of the command would win, and nobody would see why."""
    set_there = {name for name in deployed.settings() if name.startswith("GRANIAN_")}
    fixed = {
        f"GRANIAN_{option[2:].replace('-', '_').upper()}"
        for option in options(deployed.command_of_unit(8001, "python"))
    }
    assert set_there
    assert set_there & fixed == set()


@pytest.fixture
def unit(tmp_path):
    """The unit, of a program that is there: its own is in place on a server only."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    text = deployed.UNIT.read_text().replace(f"{deployed.HOME}/.venv/bin/python", sys.executable)
    (tmp_path / deployed.UNIT.name).write_text(text)
    return tmp_path / deployed.UNIT.name.replace("@", "@8001")


def analyzed(*arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True)


def test_systemd_accepts_the_unit(unit):
    checked = analyzed("verify", unit)
    assert not checked.returncode, checked.stderr
    assert deployed.UNIT.name.partition(".")[0] not in checked.stderr


def test_systemd_finds_little_that_a_broken_server_could_reach(unit):
    if "--threshold" not in analyzed("--help").stdout:
        pytest.skip("needs systemd 250")
    # Of 100. What is left are sockets, to others and within the machine.
    checked = analyzed("security", "--offline=true", "--threshold=15", unit)
    assert not checked.returncode, checked.stdout


def test_commands_run_as_the_unit_does():
    """deploy/manage: the same user, settings, folder and Python."""
    file = DEPLOY / "manage"
    service, words = deployed.unit()["Service"], shlex.split(file.read_text(), comments=True)
    assert os.access(file, os.X_OK)
    assert f"--uid={service['User']}" in words
    assert f"--property=EnvironmentFile={service['EnvironmentFile']}" in words
    assert f"--working-directory={service['WorkingDirectory']}" in words
    assert words[words.index("manage.py") - 1] == service["ExecStart"].split()[0]


def test_the_unit_may_write_where_the_site_does_and_nowhere_else():
    service = deployed.unit()["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == f"{service['WorkingDirectory']}/var"


def test_the_file_of_settings_names_such_as_exist():
    assert deployed.settings_named() - settings_that_exist() == set()
    assert set(deployed.settings()) <= deployed.settings_named()


# --- Containers ---


def test_the_image_is_built_from_what_is_there_and_starts_the_site():
    text = deployed.dockerfile()
    for source in re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE):
        assert (ROOT / source).exists()
    command = json.loads(re.search(r"^CMD (\[.*\])", text, re.MULTILINE)[1])
    assert_starts_the_site(command)
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())
    assert {f"--{one}" for one in ("require-hashes", "no-cache-dir")} <= options(shlex.split(text))


def test_the_image_looks_after_its_health_in_python_that_compiles():
    [code] = re.findall(r"HEALTHCHECK .* CMD (\[.*\])", deployed.dockerfile())
    python, flag, program = json.loads(code)
    assert (python, flag) == ("python", "-c")
    assert "/healthz" in program
    compile(program, "HEALTHCHECK", "exec")


def test_nothing_gets_into_the_image_but_what_the_site_runs_from():
    everything, *kept, caches = deployed.lines(ROOT / ".dockerignore")
    assert (everything, caches) == ("*", "**/__pycache__")
    kept = {one.removeprefix("!") for one in kept}
    assert kept
    assert all((ROOT / one).exists() and not one.startswith(".") for one in kept)
    assert kept.isdisjoint({"var", "tests", "deploy", "requirements"})
    assert {"fixtures", "locale", "static", "templates"} <= kept


@pytest.mark.thorough
def test_the_site_runs_from_what_gets_into_the_image(tmp_path):
    for one in deployed.lines(ROOT / ".dockerignore"):
        if one.startswith("!"):
            copy(ROOT / one[1:], tmp_path / one[1:])
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import regcompare.wsgi, jurisdictions.releasing.texts as t; t.licence()",
        ],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": KEY},
        capture_output=True,
        text=True,
    )
    assert not done.returncode, done.stderr


def copy(source, target) -> None:
    target.parent.mkdir(exist_ok=True)
    (shutil.copytree if source.is_dir() else shutil.copy)(source, target)


def services() -> dict:
    return deployed.compose()["services"]


def secured() -> dict:
    """What compose.tls.yaml adds to the services."""
    return yaml.safe_load((DEPLOY / "compose.tls.yaml").read_text())["services"]


def published() -> list[str]:
    return [port for service in services().values() for port in service.get("ports", ())]


def test_containers_wait_for_and_mount_what_is_declared():
    named = deployed.compose()["volumes"]
    for service in services().values():
        assert set(service.get("depends_on") or ()) <= set(services())
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert (DEPLOY / source).exists() if source.startswith(".") else source in named
        if build := service.get("build"):
            assert (DEPLOY / build["context"] / build["dockerfile"]).exists()


def test_containers_run_commands_and_take_settings_that_exist():
    text = (DEPLOY / "compose.yaml").read_text()
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())
    for name in ("prepare", "web1", "web2"):
        assert set(services()[name]["environment"]) - settings_that_exist() == {"PGPASSWORD"}


def test_containers_are_for_this_machine_alone_until_tls_is_added():
    assert published()
    assert all(port.startswith("127.0.0.1:") for port in published())


def test_what_adds_tls_changes_containers_and_settings_that_exist():
    for name, added in secured().items():
        assert set(added["environment"]) <= set(services()[name]["environment"])
    assert secured()["web1"] == secured()["web2"] == {"environment": {"HTTPS": "on"}}
    assert {"80:80", "443:443"} == set(secured()["nginx"]["ports"])


# Of these a container has its own, or has no use for them behind nginx.
NOT_FOR_CONTAINERS = {"DEBUG", "VAR_DIR", "RELEASES_DIR"}


def test_what_is_set_where_compose_runs_reaches_the_web_servers():
    """Else SECOND_FACTOR=staff, say, would be set, and nobody asked for a code."""
    ours = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    for name in ("web1", "web2", "prepare"):
        assert ours - set(services()[name]["environment"]) == NOT_FOR_CONTAINERS


# --- nginx ---


def test_the_template_of_nginx_is_filled_by_the_names_that_compose_gives():
    template = (DEPLOY / "nginx.conf.template").read_text()
    assert set(re.findall(r"\$\{([A-Z_]+)\}", template)) == set(services()["nginx"]["environment"])


def test_the_template_says_how_it_is_filled_and_that_is_what_happens(tmp_path):
    """The lines of its head, run: it fills in comments, too, and values have several lines."""
    if not shutil.which("envsubst"):
        pytest.skip("needs envsubst (gettext)")
    template = (DEPLOY / "nginx.conf.template").read_text()
    head = re.search(r"^(#   export .*\n(?:#   .*\n)+)", template, re.MULTILINE)[1]
    script = re.sub(r"^#   ", "", head, flags=re.MULTILINE)
    made = tmp_path / "made.conf"
    script = re.sub(r"> \S+\.conf$", f"> {made}", script, flags=re.MULTILINE)
    subprocess.run(["sh", "-euc", script], cwd=DEPLOY, check=True, env={"PATH": os.environ["PATH"]})
    values = dict(re.findall(r"\b([A-Z_]+)=(\"[^\"]*\"|\S+)", script))
    filled = deployed.nginx_site(**{name: value.strip('"') for name, value in values.items()})
    assert made.read_text() == filled


# Of the longest rows, changes of long texts: on one slow core, which threads of a process share.
SECONDS_A_ROW = {"xlsx": 0.0024, "csv": 0.001}
# What 200 jurisdictions, 120 criteria and three versions of each cell make of /changes.csv, which
# has no limit of its own.
CHANGES = 72_000


def location_of(path: str) -> str:
    """What the template says of a path, the innermost location first."""
    template = (DEPLOY / "nginx.conf.template").read_text()
    patterns = re.findall(r"location ~ (\S+) \{(.+?)\}", template, re.DOTALL)
    inner = [said for pattern, said in patterns if re.search(pattern, path)]
    return "".join([*inner, template.partition("location / {")[2].partition("location ~")[0]])


def waits_for(path: str) -> int:
    """So many seconds nginx waits for the first byte."""
    return int(re.search(r"proxy_read_timeout (\d+)s;", location_of(path))[1])


@pytest.mark.parametrize(
    ("path", "rows", "sort"),
    [("/findings.xlsx", xlsx.ROWS, "xlsx"), ("/de/changes.csv", CHANGES, "csv")],
)
def test_nginx_waits_for_the_longest_file_while_all_threads_make_such(path, rows, sort):
    threads = int(deployed.settings()["GRANIAN_BLOCKING_THREADS"])
    assert rows * SECONDS_A_ROW[sort] * threads <= waits_for(path)


def test_nginx_waits_so_long_for_files_of_every_format_and_for_nothing_else():
    assert {waits_for(f"/topics/custody/stances.{suffix}") for suffix in FORMATS} == {300}
    assert {waits_for(path) for path in ("/", "/changes.atom", "/csv/", "/admin/x.csv/")} == {30}


@pytest.mark.parametrize("ends", ["here", "before"])
def test_nginx_accepts_the_site(tmp_path, ends):
    if not (nginx := deployed.program("nginx")):
        pytest.skip("needs nginx")
    tls = fronts.tls(nginx, "127.0.0.1:8443", tmp_path) if ends == "here" else ""
    conf = deployed.nginx_conf(
        tmp_path,
        "127.0.0.1:8080",
        deployed.upstreams("127.0.0.1:8001", "127.0.0.1:8002"),
        tls,
        "0.0.0.0" if ends == "here" else "10.0.0.0/8",
    )
    checked = subprocess.run(
        [nginx, "-t", "-p", tmp_path, "-c", conf], capture_output=True, text=True
    )
    assert not checked.returncode, checked.stderr
    assert "[warn]" not in checked.stderr


def form_of_nginx(offered: str) -> str:
    """What nginx makes of an Accept-Encoding: the first pattern of its map that is found."""
    template = (DEPLOY / "nginx.conf.template").read_text()
    listed = template.partition("$http_accept_encoding $form {")[2].partition("}")[0]
    patterns = re.findall(r'"~\*(.+)"\s+(\w+);', listed)
    assert [form for _, form in patterns] == list(COMPRESS)
    return next((f for found, f in patterns if re.search(found, offered, re.IGNORECASE)), "")


@pytest.mark.parametrize(
    ("offered", "form"),
    [
        *(("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("", ""), ("identity", "")),
        *(("br;q=0, gzip", "gzip"), ("br; q=0, gzip", "gzip"), ("gzip ;q=0", "")),
        *(("br ; q=0.000, gzip;q=0", ""), ("GZIP; Q=0", ""), ("br;q=1.0, gzip;q=0.5", "br")),
    ],
)
def test_nginx_asks_for_no_form_that_is_refused(offered, form):
    assert form_of_nginx(offered) == form
    assert taken(offered).partition(",")[0] == form
