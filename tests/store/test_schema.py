"""The migrations and the schema's version."""

import datetime as dt
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.errors import StoreUnavailableError
from app.store import carrying_over, ids, schema
from app.store.engine import open_engine
from app.store.keys import Scope, create_key
from app.store.saving import save
from app.store.schema import check_schema, migrate
from app.store.tables import CorrectionRow, DecisionRow, metadata
from tests import occasions
from tests.factories import make_article
from tests.stored import RECORDS, Rows, all_rows, without_moments

REBUILDS_MEETINGS = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "next", {newest!r}, None, None
def upgrade():
    with op.batch_alter_table("meetings") as batch:
        batch.alter_column("status", existing_type=sa.String(), type_=sa.String(9), existing_nullable=False)
    {then}
def downgrade():
    with op.batch_alter_table("meetings") as batch:
        batch.alter_column("status", existing_type=sa.String(9), type_=sa.String(), existing_nullable=False)
"""
"""SQLite cannot change a column's type: it builds the table anew."""


@pytest.fixture
def one_more_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give what adds a revision after ours that builds the meetings' table anew, and ends with the statement given."""

    def add(then: str) -> None:
        folder = tmp_path / "migrations"
        newest = schema._revisions()[-1]
        shutil.copytree(schema.MIGRATIONS, folder)
        (folder / "versions" / "29990101_next.py").write_text(REBUILDS_MEETINGS.format(newest=newest, then=then))
        monkeypatch.setattr(schema, "MIGRATIONS", folder)

    return add


def counts(engine: sa.Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


def say_something(engine: sa.Engine) -> None:
    """Write down what an editor may say: that two reports are apart, and that a title is another."""
    one, other = sorted(ids.meeting_id(ids.article_id(make_article(number)[0].text), "m1") for number in (1, 2))
    now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    title = '{"part":"meeting","of":null,"values":{"title":"Another"}}'
    with engine.begin() as connection:
        for row in (
            DecisionRow(first_id=one, second_id=other, same=False, by="Ana", at=now),
            CorrectionRow(report_id=one, correction=title, by="Ana", at=now),
        ):
            connection.execute(sa.insert(type(row)).values(**row.model_dump(exclude_none=True)))


def not_fulltext(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the full-text index, which each database keeps in tables of its own."""
    return kind != "table" or not (name or "").startswith("meeting_fulltext")


def drift(engine: sa.Engine) -> list[object]:
    with engine.connect() as connection:
        ours = {"compare_type": True, "compare_server_default": True, "include_name": not_fulltext}
        context = MigrationContext.configure(connection, opts=ours)
        return list(compare_metadata(context, metadata))


def test_migrations_run_up_down_and_up_again_and_give_the_tables_of_the_code(empty_database_url: str) -> None:
    engine = open_engine(empty_database_url)
    newest = migrate(engine)
    assert drift(engine) == []
    assert migrate(engine, "base") == "base"
    assert sa.inspect(engine).get_table_names() == ["alembic_version"]
    for revision in schema._revisions():
        assert migrate(engine, revision) == revision
    assert schema._revisions()[-1] == newest
    check_schema(engine)
    assert drift(engine) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(engine: sa.Engine) -> None:
    save(engine, *make_article(1), "1")
    before = counts(engine)
    migrate(engine)
    assert counts(engine) == before


def test_a_table_built_anew_keeps_its_rows_and_their_children_forward_and_back(
    engine: sa.Engine, one_more_revision: Callable[[str], None]
) -> None:
    for number in range(5):
        save(engine, *make_article(number), "1")
    create_key(engine, "Ana", [Scope.EDIT])
    say_something(engine)
    before, own = counts(engine), schema._revisions()[-1]
    assert all(before.values())
    one_more_revision("pass")
    assert migrate(engine) == "next"
    assert counts(engine) == before
    types = {column["name"]: column["type"] for column in sa.inspect(engine).get_columns("meetings")}
    assert getattr(types["status"], "length", None) == 9
    assert migrate(engine, own) == own
    assert counts(engine) == before
    assert drift(engine) == []


def test_records_are_taken_apart_on_the_way_back_and_merged_again_on_the_way_forward(engine: sa.Engine) -> None:
    for article, meetings in occasions.ALL:
        save(engine, article, meetings, "1")
    say_something(engine)
    merged, words = all_rows(engine), waiting(engine)
    assert migrate(engine, "0003") == "0003"
    apart = old_rows(engine)
    reports = sum(len(meetings) for _, meetings in occasions.ALL)
    assert len(apart["meetings"]) == reports > len(merged["meetings"])
    assert {row["key"] for row in apart["meetings"]} == {"m1", "m2"}
    assert len(apart["evidence"]) == reports
    assert all("article_ids" not in row["document"] for row in apart["meetings"])
    migrate(engine)
    assert without_moments(all_rows(engine)) == without_moments(merged)
    assert words[0] == waiting(engine)[0]
    assert migrate(engine, "0003") == "0003"
    assert without_moments(old_rows(engine)) == without_moments(apart)


def test_records_are_the_same_in_however_small_batches_they_are_carried_over(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for article, meetings in occasions.ALL:
        save(engine, article, meetings, "1")
    merged = without_moments(all_rows(engine))
    monkeypatch.setattr(carrying_over, "_AT_ONCE", 1)
    migrate(engine, "0003")
    migrate(engine)
    assert without_moments(all_rows(engine)) == merged


def test_what_was_never_merged_comes_back_exactly_as_it_was(engine: sa.Engine) -> None:
    for number in range(5):
        save(engine, *make_article(number), "1")
    now = all_rows(engine)
    migrate(engine, "0003")
    before = old_rows(engine)
    migrate(engine)
    assert all_rows(engine) == now
    migrate(engine, "0003")
    assert old_rows(engine) == before


def old_rows(engine: sa.Engine) -> Rows:
    """Return what the schema before the one with reports holds."""
    found: Rows = {}
    with engine.connect() as connection:
        for name in RECORDS:
            table = sa.Table(name, sa.MetaData(), autoload_with=connection)
            query = sa.select(table).order_by(*table.primary_key.columns)
            found[name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def waiting(engine: sa.Engine) -> list[list[tuple[object, ...]]]:
    """Return what editors said."""
    with engine.connect() as connection:
        return [
            [tuple(row) for row in connection.execute(sa.select(metadata.tables[name]))]
            for name in ("corrections", "decisions")
        ]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    engine: sa.Engine, one_more_revision: Callable[[str], None]
) -> None:
    save(engine, *make_article(1), "1")
    before = counts(engine)
    one_more_revision("raise RuntimeError('the power went')")
    with pytest.raises(RuntimeError, match="the power went"):
        migrate(engine)
    assert counts(engine) == before
    assert drift(engine) == []


def test_foreign_keys_are_on_again_after_a_migration(sqlite_template: Path) -> None:
    engine = open_engine(f"sqlite:///{sqlite_template}")
    migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_commands_that_migrate_at_once_do_not_collide(empty_database_url: str) -> None:
    engines = [open_engine(empty_database_url) for _ in range(4)]
    faults: list[BaseException] = []
    together = threading.Barrier(len(engines))

    def run(engine: sa.Engine) -> None:
        try:
            together.wait()
            migrate(engine)
        except BaseException as fault:  # noqa: BLE001 - a thread's faults would be lost
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []
    check_schema(engines[0])
    for engine in engines:
        engine.dispose()


def test_a_database_without_tables_is_to_be_migrated_first(empty_database_url: str, backend: str) -> None:
    engine = open_engine(empty_database_url)
    words = "does not exist yet" if backend == "sqlite" else "holds no tables yet"
    with pytest.raises(StoreUnavailableError, match=rf"{words}\. Run `meeting-records migrate`"):
        check_schema(engine)
    engine.dispose()


def test_an_sqlite_file_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError):
        check_schema(open_engine(f"sqlite:///{tmp_path / 'meetings.db'}"))
    assert list(tmp_path.iterdir()) == []


def test_an_older_schema_is_to_be_migrated_first(engine: sa.Engine, one_more_revision: Callable[[str], None]) -> None:
    own = schema._revisions()[-1]
    one_more_revision("pass")
    with pytest.raises(StoreUnavailableError, match=rf"has schema {own}, this version needs next\. Run `meeting-rec"):
        check_schema(engine)


@pytest.mark.parametrize("ask", [check_schema, migrate])
def test_a_newer_schema_is_refused(engine: sa.Engine, ask: Callable[[sa.Engine], object]) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'from_2031'")
    with pytest.raises(StoreUnavailableError, match="has schema from_2031, newer than this version"):
        ask(engine)


@pytest.mark.parametrize("ask", [check_schema, migrate])
def test_tables_of_another_program_are_left_alone(empty_database_url: str, ask: Callable[[sa.Engine], object]) -> None:
    engine = open_engine(empty_database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE people (nickname TEXT)")
    with pytest.raises(StoreUnavailableError, match=r"holds tables of another program \(people\)"):
        ask(engine)
    assert sa.inspect(engine).get_table_names() == ["people"]
    engine.dispose()


def test_an_unknown_revision_is_refused_with_the_known_ones(engine: sa.Engine) -> None:
    with pytest.raises(StoreUnavailableError, match=r"^9999: is no revision of the schema\. The revisions are 0001"):
        migrate(engine, "9999")
