"""What a database's faults mean to the user: one table for both databases."""

import sqlite3

import psycopg
from sqlalchemy import URL

from app.errors import StoreUnavailableError


class StoreBusyError(StoreUnavailableError):
    """Others have been writing for longer than anybody should wait."""


_ASK_OWNER = "Ask its owner for the right to write, or set DATABASE_URL to another database"
_RESTORE = "Restore it from a backup, or set DATABASE_URL to another file"
_MIGRATE = "Run `meeting-records migrate`"
_ROOM = "Make room on the disk and try again"
_AGAIN = "Try again when they are done"

_SQLITE = {
    "SQLITE_CANTOPEN": ("cannot be opened", "See that the folder may be written and that the path names a file"),
    "SQLITE_PERM": ("may not be opened", _ASK_OWNER),
    "SQLITE_AUTH": ("may not be opened", _ASK_OWNER),
    "SQLITE_READONLY": ("is not writable", _ASK_OWNER),
    "SQLITE_FULL": ("has no room left on its disk", _ROOM),
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error", "See whether the disk is full or failing"),
    "SQLITE_NOTADB": ("is no SQLite database", "Set DATABASE_URL to another file; this one is left as it is"),
    "SQLITE_CORRUPT": ("is damaged", _RESTORE),
}
"""SQLite's primary result code (https://sqlite.org/rescode.html) to what is wrong and what to do."""

_POSTGRESQL = {
    "42P01": ("lacks a table that this version needs", _MIGRATE),
    "42703": ("lacks a column that this version needs", _MIGRATE),
    "42501": ("may not be written by this user", _ASK_OWNER),
    "25006": ("is not writable", _ASK_OWNER),
    "53": ("is out of room or connections", "Make room, or raise its limits, and try again"),
    "08": ("broke the connection", "See that the server runs and try again"),
    "57": ("is shutting down or starting", "Try again when it is up"),
    "58": ("reports a system error", "See the server's log"),
    "XX": ("reports an internal error", "See the server's log"),
}
"""PostgreSQL's SQLSTATE, or its class, to the same (its manual, appendix A)."""


def name_of(url: URL) -> str:
    """Name a database in an error message: an SQLite file's path, PostgreSQL's address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "sqlite"
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def explained(fault: BaseException, url: URL) -> StoreUnavailableError | None:
    """Return the error that a user is shown instead of a driver's; none for a fault of our own making."""
    if getattr(fault, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusyError(name_of(url), "is being written by other processes for too long", _AGAIN)
    found = _meaning(fault)
    return None if found is None else StoreUnavailableError(name_of(url), *found)


def _meaning(fault: BaseException) -> tuple[str, str] | None:
    if isinstance(fault, sqlite3.Error):
        code: str = getattr(fault, "sqlite_errorname", "")
        if str(fault).startswith(("no such table", "no such column")):
            return "lacks a table or column that this version needs", _MIGRATE
        return _SQLITE.get("_".join(code.split("_")[:2]))
    if isinstance(fault, psycopg.Error):
        if fault.sqlstate is not None:
            return _POSTGRESQL.get(fault.sqlstate) or _POSTGRESQL.get(fault.sqlstate[:2])
        if isinstance(fault, psycopg.OperationalError):
            words = (str(fault).splitlines() or ["no answer"])[0].strip().rstrip(".")
            return f"is not reachable: {words}", "Start the server, or set DATABASE_URL to another one"
    return None
