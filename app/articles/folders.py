"""Which files stand behind a path that somebody gave."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import ArticleUnreadableError


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read.

    ``where`` is the path in the user's own words, for messages. ``origin`` is what the records keep: the same, but
    without the folders of the machine when the path was absolute.
    """

    path: Path
    where: str
    origin: str


def find_files(given: Path) -> Iterator[FoundFile | ArticleUnreadableError]:
    """Yield the file that ``given`` is, or the files in the folder that it is, sorted, hidden ones passed over.

    In a folder only regular files count (and links to them), for a pipe or device in it would never end; a pipe that
    is given by name is read.
    """
    try:
        given.stat()
        is_folder = given.is_dir()
    except (OSError, ValueError) as fault:
        yield unreadable(given, fault)
        return
    if is_folder:
        yield from _files_of_folder(given)
    else:
        yield FoundFile(given, printable(given), _origin(given, given))


def unreadable(path: Path, fault: OSError | ValueError) -> ArticleUnreadableError:
    """Return the error that says why the system does not let us read ``path``."""
    where = printable(path)
    match fault:
        case FileNotFoundError():
            return ArticleUnreadableError(where, "there is no such file or folder", "Check the path")
        case PermissionError():
            return ArticleUnreadableError(
                where, "it may not be read by this user", "Give read permission (chmod +r) or run as its owner"
            )
        case OSError():
            reason = fault.strerror or type(fault).__name__
            return ArticleUnreadableError(where, f"it cannot be read ({reason})", "Check the path and the disk")
        case _:
            return ArticleUnreadableError(where, f"this is no path ({fault})", "Check the path")


def printable(path: Path) -> str:
    """Return the path in characters that can be printed and stored, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _files_of_folder(folder: Path) -> Iterator[FoundFile | ArticleUnreadableError]:
    faults: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and (path.is_file() or path.is_symlink()):
                empty = False
                yield FoundFile(path, printable(path), _origin(folder, path))
        while faults:
            empty = False
            fault = faults.pop()
            yield unreadable(Path(fault.filename), fault)
    for fault in faults:
        empty = False
        yield unreadable(Path(fault.filename), fault)
    if empty:
        yield ArticleUnreadableError(
            printable(folder), "the folder holds no article", "Put text, HTML or JSON lines files into it"
        )


def _origin(given: Path, path: Path) -> str:
    if not given.is_absolute():
        return printable(path)
    return printable(Path(given.name) / path.relative_to(given))
