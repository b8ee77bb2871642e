"""How much law there is, and two words in it; read without Django."""

from dataclasses import dataclass

# Most answers speak of crypto-assets, so that a search has a word in nearly all rows.
FREQUENT, RARE = "crypto-assets", "zugzwang"


@dataclass(frozen=True)
class Size:
    """How much law: columns, rows, and versions of each cell."""

    jurisdictions: int
    criteria: int
    versions: int = 3

    def __str__(self):
        return f"{self.jurisdictions} × {self.criteria}"

    @property
    def findings(self) -> int:
        return self.jurisdictions * self.criteria * self.versions
