"""`meeting-records backup` and `restore`."""

from pathlib import Path

from app.store.engine import open_engine
from app.store.saving import save
from tests.command_line import Command
from tests.factories import make_article
from tests.stored import all_rows


def test_a_backup_is_made_and_put_back(command: Command, sqlite_template: Path, tmp_path: Path) -> None:
    file, backup = tmp_path / "meetings.db", tmp_path / "backup.db"
    file.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{file}"
    engine = open_engine(url)
    save(engine, *make_article(1), "1")
    before = all_rows(engine)
    made = command("backup", backup, database=url)
    assert (made.code, made.err) == (0, "")
    assert made.out == f"{backup}: {backup.stat().st_size:,} bytes\n"
    save(engine, *make_article(2), "1")
    refused = command("restore", backup, database=url)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == f"{file}: is there already. Give --force to replace all that it holds\n"
    assert command("restore", "--force", backup, database=url).out == f"{file}: restored from {backup}\n"
    assert all_rows(engine) == before
    engine.dispose()
    for path in tmp_path.glob("meetings.db*"):
        path.unlink()
    assert command("restore", backup, database=url).code == 0
    assert all_rows(open_engine(url)) == before
