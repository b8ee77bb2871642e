"""deploy/ is true: what it names exists, and the programs that it is for accept it."""

import json
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from django.core.management import get_commands

from . import deployed
from .deployed import DEPLOY, ROOT

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


def test_systemd_accepts_the_unit(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    # It wants the program to be there, which is in place on a server only.
    text = deployed.UNIT.read_text().replace(f"{deployed.HOME}/.venv/bin/python", sys.executable)
    (tmp_path / deployed.UNIT.name).write_text(text)
    unit = tmp_path / deployed.UNIT.name.replace("@", "@8001")
    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert not checked.returncode, checked.stderr
    assert deployed.UNIT.name.partition(".")[0] not in checked.stderr


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


def test_no_secret_and_no_environment_gets_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", ".venv-bench", "var"} <= set(ignored)


def services() -> dict:
    return deployed.compose()["services"]


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
        assert set(services()[name]["environment"]) - settings_that_exist() == set()


# --- nginx ---


def test_the_template_of_nginx_is_filled_by_the_names_that_compose_gives():
    template = (DEPLOY / "nginx.conf.template").read_text()
    assert set(re.findall(r"\$\{([A-Z_]+)\}", template)) == set(services()["nginx"]["environment"])


def test_nginx_accepts_the_site(tmp_path):
    if not (nginx := deployed.program("nginx")):
        pytest.skip("needs nginx")
    conf = deployed.nginx_conf(
        tmp_path, "127.0.0.1:8080", deployed.upstreams("127.0.0.1:8001", "127.0.0.1:8002")
    )
    checked = subprocess.run(
        [nginx, "-t", "-p", tmp_path, "-c", conf], capture_output=True, text=True
    )
    assert not checked.returncode, checked.stderr
    assert "[warn]" not in checked.stderr
