"""The way to a part: what is sent to its port or from it vanishes, as if a cable had been pulled.

Nobody is told, unlike when a process is killed: whoever waits for an answer goes on waiting.
"""

import subprocess

from tests import deployed

from .parts import Part


def can_be_cut() -> bool:
    """Only root may, with iptables, and not in every container."""
    return bool(deployed.program("iptables")) and not change("-L", "INPUT", "-n").returncode


def cut(part: Part) -> None:
    for rule in rules(part):
        change("-I", *rule).check_returncode()


def join(part: Part) -> None:
    """Nothing happens where it isn't cut off."""
    for rule in rules(part):
        change("-D", *rule)


def rules(part: Part) -> list[list[str]]:
    """What vanishes: on its way there, and on its way back."""
    return [
        ["INPUT", "-i", "lo", "-p", "tcp", end, str(part.port), "-j", "DROP"]
        for end in ("--dport", "--sport")
    ]


def change(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([deployed.program("iptables"), "-w", *words], capture_output=True)
