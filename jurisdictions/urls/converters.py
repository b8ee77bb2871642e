"""Parts of addresses: the suffix of a file."""

from ..references import STYLES
from ..renderers import FORMATS


class FormatConverter:
    """The suffix of a file that holds a page's table: compare.csv."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class StyleConverter(FormatConverter):
    """The suffix of a file that cites a page: compare.bib."""

    regex = "|".join(STYLES)
