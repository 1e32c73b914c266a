"""Writing an export into a file: the whole of it or nothing, whatever goes wrong meanwhile."""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import MeetingRecordsError


class ExportFailedError(MeetingRecordsError):
    """A file that could not be written. What stood in its place before is as it was."""


def write_whole(file: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a new file beside ``file``, then put it in its place. Raises ``ExportFailedError``."""
    if file.is_dir():
        raise ExportFailedError(str(file), "is a folder", "Give the path of a file")
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    with _explained(file):
        try:
            write(beside)
            with beside.open("rb") as written:  # a power cut must not leave a whole name on half a file
                os.fsync(written.fileno())
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


def write_chunks(chunks: Iterable[bytes], file: Path) -> None:
    """Write a stream into a file. Raises ``OSError``."""
    with file.open("wb") as stream:
        stream.writelines(chunks)


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as fault:
        why = fault.strerror if isinstance(fault, OSError) else str(fault)
        problem, remedy = f"cannot be written ({why})", "Make room, or give the path of a file in a folder of yours"
        raise ExportFailedError(str(file), problem, remedy) from fault
