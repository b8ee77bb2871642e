"""nginx before a server of the site, as deploy/ has it, with TLS or without."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import deployed
from tests.servers import HERE, Site, free_port

NAME = "regcompare.example.org"
# The one static file that there is.
STYLES = "styles.0123abcd.css"


@dataclass
class Front:
    """A running nginx: its ports of plain HTTP and of HTTPS, and its certificate."""

    port: int
    secure_port: int
    certificate: Path

    def ask(self, path: str, secure: bool, method="GET", body=None, source=HERE, **headers: str):
        """One request under the name of the site, from the given address of this machine."""
        connection = self.secure() if secure else self.plain(source)
        try:
            connection.request(method, path, body, {"Host": NAME} | headers)
            answer = connection.getresponse()
            answer.text = answer.read().decode()
            return answer
        finally:
            connection.close()

    def plain(self, source: str) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(HERE, self.port, timeout=30, source_address=(source, 0))

    def secure(self, protocol: str = "http/1.1") -> http.client.HTTPConnection:
        """A connection that trusts our certificate, and offers that protocol."""
        trust = ssl.create_default_context(cafile=self.certificate)
        trust.set_alpn_protocols([protocol])
        connection = http.client.HTTPConnection(HERE, self.secure_port, timeout=30)
        connection.connect()
        connection.sock = trust.wrap_socket(connection.sock, server_hostname=NAME)
        return connection


@contextmanager
def before(site: Site, front: str = "0.0.0.0") -> Iterator[Front]:
    """nginx before that site, with a certificate that it signed itself."""
    nginx = deployed.program("nginx") or pytest.skip("needs nginx (Debian: apt-get install nginx)")
    with TemporaryDirectory(prefix="nginx-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o711)  # Of a root's nginx, those that answer are another user.
        with running(nginx, site, folder, front) as made:
            yield made


@contextmanager
def running(nginx: str, site: Site, folder: Path, front: str) -> Iterator[Front]:
    made = Front(free_port(), free_port(), folder / "fullchain.pem")
    (folder / "static").mkdir()
    (folder / "static" / STYLES).write_text("p { color: red; }")
    conf = deployed.nginx_conf(
        folder,
        f"{HERE}:{made.port}",
        f"server {HERE}:{site.port};",
        tls(nginx, f"{HERE}:{made.secure_port}", folder),
        front,
    )
    with subprocess.Popen([nginx, "-p", folder, "-c", conf]) as process:
        try:
            wait(process, made.secure_port)
            yield made
        finally:
            process.terminate()


def tls(nginx: str, listen: str, folder: Path) -> str:
    """TLS of the template, for a key and a certificate that are made in the folder."""
    openssl = shutil.which("openssl") or pytest.skip("needs openssl")
    certificate, key = folder / "fullchain.pem", folder / "privkey.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    directives = f"ssl_certificate {certificate}; ssl_certificate_key {key};"
    return f"listen {listen} ssl{http2(nginx)} {directives}"


def http2(nginx: str) -> str:
    """The end of a listen directive that adds HTTP/2, as this nginx spells it."""
    told = subprocess.run([nginx, "-v"], capture_output=True, text=True).stderr
    version = tuple(map(int, re.search(r"nginx/(\d+)\.(\d+)\.(\d+)", told).groups()))
    return "; http2 on;" if version >= (1, 25, 1) else " http2;"


def wait(process: subprocess.Popen, port: int) -> None:
    """Until it takes connections."""
    while process.poll() is None:
        try:
            socket.create_connection((HERE, port), timeout=1).close()
            return
        except ConnectionRefusedError:
            continue
    raise RuntimeError("nginx didn't start")
