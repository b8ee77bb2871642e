"""What is wrong with a file, in sentences that say where and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


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
        if self.row and self.column:
            sentence = _("Row %(row)s, column %(column)s: %(text)s")
        elif self.row:
            sentence = _("Row %(row)s: %(text)s")
        elif self.column:
            sentence = _("Column %(column)s: %(text)s")
        else:
            return str(self.text)
        return sentence % {"row": self.row, "column": self.column, "text": self.text}
