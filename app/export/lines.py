"""NDJSON: one meeting a line, byte for byte as ``/meetings`` gives it."""

from collections.abc import Iterable, Iterator

from app.export.pages import Documents


def lines(pages: Iterable[Documents]) -> Iterator[bytes]:
    """Write each document and a line feed."""
    for documents in pages:
        yield b"".join(document + b"\n" for document in documents)
