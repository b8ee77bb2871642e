"""robots.txt as RFC 9309 has it. The standard library's reader knows no wildcards, and takes the
first rule that fits where the longest one counts."""

from dataclasses import dataclass, field
from urllib.parse import quote

from .safety import PLAIN

ALL = "*"


@dataclass
class Rules:
    """What a host asks of one program: paths with whether they may be opened, and a pause."""

    paths: list[tuple[str, bool]] = field(default_factory=list)
    pause: float = 0.0

    def allow(self, path: str) -> bool:
        """May `path`, with its query, be opened? The longest rule counts; of two, the milder."""
        fitting = [(len(rule), allowed) for rule, allowed in self.paths if fits(rule, path)]
        return max(fitting, default=(0, True))[1]


def parse(text: str, name: str) -> Rules:
    """The rules for the program called `name`, otherwise those for all."""
    rules: dict[str, Rules] = {}
    naming, agents = False, []
    for key, value in entries(text):
        if key == "user-agent":
            agent = value.partition("/")[0].lower()
            agents = [*agents, agent] if naming else [agent]
        for agent in agents:
            take(rules.setdefault(agent, Rules()), key, value)
        naming = key == "user-agent"
    return rules.get(name.lower()) or rules.get(ALL) or Rules()


def entries(text: str):
    """The lines that say something, as pairs of key and value."""
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def take(rules: Rules, key: str, value: str):
    if key in ("allow", "disallow") and value:
        rules.paths.append((quote(value, safe=PLAIN), key == "allow"))
    if key == "crawl-delay" and value.replace(".", "", 1).isdecimal():
        rules.pause = float(value)


def fits(rule: str, path: str) -> bool:
    """Does `path` begin as the rule says? * stands for anything, $ for the end.

    Found piece by piece from the left: a regular expression could be made to take ages.
    """
    whole = rule.endswith("$")
    first, *others = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at, last = len(first), others.pop() if whole and others else None
    for piece in others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not whole:
        return True
    return at == len(path) if last is None else path.endswith(last) and len(path) - len(last) >= at
