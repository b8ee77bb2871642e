"""What may be met while a part is away, and what never.

Once a part is back, nothing is wrong any more. No write that was confirmed is ever lost, and no
page shows less than what was confirmed before it was asked for. Who asks nginx when a part is away
already doesn't wait long for it.
"""

from .samples import Sample

# Seconds: from when on a part is surely away, and how long anybody waits who asks after that.
NOTICED, PATIENCE = 0.2, 4
ASK_NGINX = ("readers", "staff")

# Who may meet what, while what is away. Whoever isn't named meets nothing.
#   readers   pages through nginx
#   staff     forms sent through nginx, which are never sent twice
#   checks    pages asked of each web server itself
#   writes    into the primary itself
ALLOWED: dict[str, dict[str, set[str]]] = {
    "nothing": {},
    "web server killed": {"staff": {"502"}, "checks": {"refused", "cut off"}},
    "web worker killed": {"staff": {"502"}, "checks": {"cut off"}},
    "Redis killed": {},
    "replica lags": {},
    "replica killed": {},
    "primary stopped": {"staff": {"503"}, "writes": {"database-away"}},
    "primary killed": {"staff": {"503"}, "writes": {"database-away"}},
    "nginx killed": {"readers": {"refused", "cut off"}, "staff": {"refused", "cut off"}},
    "web server cut off": {"checks": {"no answer in time"}},
    "Redis cut off": {},
    "replica cut off": {},
    "primary cut off": {"staff": {"503"}, "writes": {"database-away"}},
}


def is_too_long(sample: Sample) -> bool:
    return sample.who in ASK_NGINX and sample.seconds > PATIENCE


def is_allowed(phase: str, who: str, error: str) -> bool:
    return error in ALLOWED[phase].get(who, ())
