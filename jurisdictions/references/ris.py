"""RIS: a tag a line, and the entry ends with ER."""

from collections.abc import Iterator

from .reference import Reference


def write(reference: Reference) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines(reference))


def lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC"
    yield "ID", reference.key
    yield "AU", reference.publisher
    yield "TI", reference.title
    yield "PB", reference.publisher
    if reference.issued:
        yield "PY", str(reference.issued.year)
        yield "DA", f"{reference.issued:%Y/%m/%d}"
        yield "ET", reference.version
    if reference.evidence:
        yield "N1", reference.evidence
    yield "Y2", f"{reference.retrieved:%Y/%m/%d}"
    yield "UR", reference.address
    yield "ER", ""
