"""BibTeX, in UTF-8, as BibTeX, biber and reference managers read it."""

from .reference import Reference

# Braces count for BibTeX also behind a backslash, so that a command must stand for them.
COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def write(reference: Reference) -> str:
    lines = [f"  {name} = {value}" for name, value in fields(reference).items() if value != "{}"]
    return ",\n".join([f"@misc{{{reference.key}", *lines]) + "\n}\n"


def fields(reference: Reference) -> dict[str, str]:
    notes = [reference.version.capitalize(), reference.evidence]
    dated = reference.issued or reference.retrieved
    return {
        # Twice in braces: a name of an office stays whole, and a title keeps its capitals.
        "author": f"{{{{{escape(reference.publisher)}}}}}",
        "title": f"{{{{{escape(reference.title)}}}}}",
        "year": f"{{{dated.year}}}",
        "month": f"{dated:%b}".lower(),
        "note": f"{{{escape('. '.join(filter(None, notes)))}}}",
        # Verbatim: an address is percent-encoded and holds no brace.
        "url": f"{{{reference.address}}}",
        "urldate": f"{{{reference.retrieved.isoformat()}}}",
    }


def escape(text: str) -> str:
    return "".join(COMMANDS.get(character, character) for character in text)
