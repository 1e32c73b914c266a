"""`meeting-records backup` and `restore`."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.database import database
from app.store import safekeeping
from app.store.faults import name_of

commands = typer.Typer()


@commands.command("backup")
def backup_command(file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")]) -> None:
    """Copy the database into a file, while it is served and written. SQLite only; PostgreSQL has pg_dump."""
    with database() as engine:
        safekeeping.back_up(engine, file)
    typer.echo(f"{file}: {file.stat().st_size:,} bytes")


@commands.command("restore")
def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` has made.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace the database that is there.")] = False,
) -> None:
    """Put a backup in the place of the database, if it is whole and of this version. SQLite only."""
    with database(migrated=False) as engine:
        safekeeping.restore(engine, file, force=force)
        typer.echo(f"{name_of(engine.url)}: restored from {file}")
