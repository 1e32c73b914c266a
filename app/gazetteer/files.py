"""Read a data file: comma-separated, ``#`` comments on top, a header line, lists parted by ";"."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources

from app.errors import MeetingRecordsError


class GazetteerFaultyError(MeetingRecordsError):
    """A data file of the gazetteer is damaged or was edited wrongly."""


class Row:
    """One line of a data file. Faulty cells raise ``GazetteerFaultyError`` with file and line."""

    __slots__ = ("_cells", "_columns", "line", "name")

    def __init__(self, name: str, line: int, columns: dict[str, int], cells: list[str]) -> None:
        self.name = name
        self.line = line
        self._columns = columns
        self._cells = cells

    def fault(self, problem: str) -> GazetteerFaultyError:
        """Return the error that names this line."""
        return GazetteerFaultyError(f"app/gazetteer/data/{self.name}, line {self.line}", problem, "Mend the line")

    def text(self, column: str) -> str:
        """Return a cell that must hold something."""
        value = self._cells[self._columns[column]].strip()
        if not value:
            raise self.fault(f"column {column} is empty")
        return value

    def optional(self, column: str) -> str | None:
        """Return a cell or None when it is empty."""
        return self._cells[self._columns[column]].strip() or None

    def list(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell that holds a list."""
        cell = self._cells[self._columns[column]]
        return tuple(part for raw in cell.split(";") if (part := raw.strip())) if cell else ()

    def number(self, column: str) -> int | None:
        """Return a whole number or None when the cell is empty."""
        value = self._cells[self._columns[column]].strip()
        if not value:
            return None
        if not value.isdigit():
            raise self.fault(f"column {column} holds {value!r}, which is no whole number")
        return int(value)

    def flag(self, column: str) -> bool:
        """Return whether the cell says yes; it says "yes" or nothing."""
        value = self._cells[self._columns[column]].strip()
        if value not in {"", "yes"}:
            raise self.fault(f"column {column} holds {value!r}; it takes yes or nothing")
        return value == "yes"


@cache
def _parts_of(name: str) -> tuple[tuple[str, ...], dict[str, int], tuple[str, ...]]:
    """Return the comments on top of a data file, its columns by name, and the lines below the header."""
    lines = resources.files("app.gazetteer").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    top = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = next(csv.reader(lines[top : top + 1]), [])
    columns = {column: place for place, column in enumerate(header)}
    return tuple(lines[:top]), columns, tuple(lines[top + 1 :])


def comments_of(name: str) -> tuple[str, ...]:
    """Return the comment lines on top of a data file, without their ``#``."""
    return tuple(line.removeprefix("#").strip() for line in _parts_of(name)[0])


def lines_of(name: str) -> tuple[str, ...]:
    """Return the lines of a data file below its header, as they stand."""
    return _parts_of(name)[2]


def row_at(name: str, number: int) -> Row:
    """Return one row by its number below the header, from 0. Raises ``GazetteerFaultyError`` like ``rows_of``."""
    comments, columns, lines = _parts_of(name)
    cells = next(csv.reader(lines[number : number + 1]), [])
    return _row(name, len(comments) + 2 + number, columns, cells)


def rows_of(name: str) -> Iterator[Row]:
    """Yield the rows of a data file. Raises ``GazetteerFaultyError`` for a line with too many or too few cells."""
    comments, columns, lines = _parts_of(name)
    for number, cells in enumerate(csv.reader(lines)):
        yield _row(name, len(comments) + 2 + number, columns, cells)


def _row(name: str, line: int, columns: dict[str, int], cells: list[str]) -> Row:
    row = Row(name, line, columns, cells)
    if len(cells) != len(columns):
        raise row.fault(f"{len(cells)} cells where the header has {len(columns)}; quote cells that hold a comma")
    return row
