"""The forms in which the bytes of an answer travel: compressed, as far as the reader accepts it.

Compressed by us and not by a middleware, once and for all readers. No secret stands on a page for
readers that what they asked for could be compressed beside (BREACH).
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

import brotli
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Above these levels, time grows faster than the bytes shrink.
GZIP, BROTLI = 6, 5
COMPRESS = {
    "br": lambda content: brotli.compress(content, quality=BROTLI),
    "gzip": lambda content: gzip.compress(content, GZIP, mtime=0),
}
# The same for a stream: what makes something of the next piece, and what makes the end.
Steps = tuple[Callable[[bytes], bytes], Callable[[], bytes]]
GZIP_HEADER = 16 + zlib.MAX_WBITS
# Shorter answers grow when compressed. The middleware for all others draws the same line.
SMALL = 200
OFFERED = "HTTP_ACCEPT_ENCODING"
# How many different ones are understood once: there are about as many as kinds of browsers.
OFFERS = 100


def plainly_asked(get_response: Callable[[HttpRequest], HttpResponseBase]):
    """Middleware: nobody is asked for a form that the reader's program refuses (`gzip;q=0`).

    Django's compression and WhiteNoise look for the name of a form alone.
    """

    def answer(request):
        if offered := request.META.get(OFFERED):
            request.META[OFFERED] = taken(offered)
        return get_response(request)

    return answer


def accepted(request: HttpRequest) -> str:
    """The smallest form that the reader's program takes, or "" for the bytes as they are."""
    return taken(request.META.get(OFFERED, "")).partition(",")[0]


@lru_cache(OFFERS)
def taken(offered: str) -> str:
    """Of an Accept-Encoding what matters here: our forms, if they are taken, the smallest first."""
    names = {refined(offer) for offer in offered.split(",")}
    return ", ".join(form for form in COMPRESS if form in names)


def refined(offer: str) -> str:
    """The name in an offer like `br;q=0.9`, unless it says that the form is not wanted."""
    name, _, weight = "".join(offer.split()).lower().partition(";q=")
    refused = weight and not weight.strip("0.")
    return "" if refused else name


def packed(pieces: Iterable[bytes], form: str) -> Iterator[bytes]:
    """The pieces of a stream in that form; in "" as they are."""
    return through(pieces, packing(form)) if form else iter(pieces)


def unpacked(pieces: Iterable[bytes], form: str) -> Iterator[bytes]:
    """The stream that was packed in that form."""
    return through(pieces, unpacking(form)) if form else iter(pieces)


def through(pieces: Iterable[bytes], steps: Steps) -> Iterator[bytes]:
    step, end = steps
    for piece in pieces:
        if made := step(piece):
            yield made
    if made := end():
        yield made


def packing(form: str) -> Steps:
    if form == "br":
        compressor = brotli.Compressor(quality=BROTLI)
        return compressor.process, compressor.finish
    compressor = zlib.compressobj(GZIP, wbits=GZIP_HEADER)
    return compressor.compress, compressor.flush


def unpacking(form: str) -> Steps:
    if form == "br":
        return brotli.Decompressor().process, bytes
    decompressor = zlib.decompressobj(GZIP_HEADER)
    return decompressor.decompress, decompressor.flush
