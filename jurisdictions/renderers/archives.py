"""Office files are archives that tell when each part was packed.

Ours don't: files that say the same are the same byte by byte, as the tag of a kept file promises.
"""

import struct
from typing import IO
from zipfile import ZipFile

# 1 January 1980, 0:00, the earliest that an archive can tell: first the time, then the day.
EARLIEST = struct.pack("<HH", 0, 1 << 5 | 1)
# Where it stands in the two places that tell of a part: before it, and in the directory at the end.
IN_HEAD, IN_DIRECTORY = 10, 12
# In the directory: the lengths of name, extra field and comment, and what stands before these.
LENGTHS, FIXED = 28, 46


def without_times(file: IO[bytes]) -> None:
    """Set the time of each part of a packed archive to the earliest, where it stands."""
    with ZipFile(file) as archive:
        heads, entry = [part.header_offset for part in archive.infolist()], archive.start_dir
    for head in heads:
        write_at(file, head + IN_HEAD)
        write_at(file, entry + IN_DIRECTORY)
        file.seek(entry + LENGTHS)
        entry += FIXED + sum(struct.unpack("<HHH", file.read(6)))


def write_at(file: IO[bytes], place: int) -> None:
    file.seek(place)
    file.write(EARLIEST)
