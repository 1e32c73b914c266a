"""`meeting-records keys`: make, list and revoke the keys that let their bearers write."""

import datetime as dt
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from app.commands.database import database
from app.store.keys import Scope, create_key, list_keys, revoke_key

keys = typer.Typer(help="Make, list and revoke the keys that writing needs.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is; the history of records shows it.")]
_Scopes = Annotated[
    list[Scope],
    typer.Option(
        "--scope", help="What it is for: `ingest` adds articles, `edit` corrects records, `admin` does both. Repeats."
    ),
]


@keys.command("create")
def create_command(name: _Name, scopes: _Scopes) -> None:
    """Make a key and show it, this once: only its digest is kept."""
    with database() as engine:
        typer.echo(create_key(engine, name, scopes))
    typer.echo("Keep it now: it is not shown again. Send it as `Authorization: Bearer mrk_…`.", err=True)


@keys.command("list")
def list_command() -> None:
    """Show every key with its scopes, when it was made, used last and revoked; no key itself."""
    with database() as engine, engine.connect() as connection:
        rows = list_keys(connection)
    table = Table("name", "scopes", "made", "used last", "revoked", box=None, pad_edge=False)
    for key in rows:
        scopes = " ".join(sorted(key.scopes))
        table.add_row(key.name, scopes, *map(_shown, (key.created_at, key.last_used_at, key.revoked_at)))
    Console(highlight=False, markup=False, soft_wrap=True).print(table)


@keys.command("revoke")
def revoke_command(name: _Name) -> None:
    """Let a key open nothing from now on."""
    with database() as engine:
        revoke_key(engine, name)
    typer.echo(f"{name}: revoked")


def _shown(moment: dt.datetime | None) -> str:
    return "-" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"
