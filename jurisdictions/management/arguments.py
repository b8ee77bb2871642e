"""What commands take as their arguments."""

from argparse import ArgumentTypeError
from pathlib import Path


def named_folder(text: str) -> Path:
    """The folder that is meant; nothing is what a shell makes of a variable that isn't set."""
    if not text.strip():
        raise ArgumentTypeError("give a folder; this one here is written as a dot.")
    return Path(text)
