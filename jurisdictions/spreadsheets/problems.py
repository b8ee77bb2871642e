"""What is wrong with a file, in sentences that say where and what to do."""

from dataclasses import dataclass


class Unreadable(Exception):
    """Why a file as a whole can't be read, in a sentence for whoever uploaded it."""


class CellError(Exception):
    """Why a cell can't be taken, with the cure."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a place of a file; without a row it is about the whole column or file."""

    text: str
    row: int | None = None
    column: str = ""

    def __str__(self):
        places = [f"row {self.row}" if self.row else "", self.column and f"column {self.column}"]
        where = ", ".join(filter(None, places))
        return f"{where[0].upper()}{where[1:]}: {self.text}" if where else self.text
