"""What a page says of itself to machines: its metadata, and the same facts as linked data."""

from .metadata import Metadata, described

__all__ = ["Metadata", "described"]
