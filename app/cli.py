"""The `meeting-records` command: thin, each command calls the one function that does its work."""

import errno
import importlib.metadata
import socket
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn
from urllib.parse import urlencode

import orjson
import typer
import uvicorn
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from app.commands.database import database
from app.commands.keys import keys
from app.commands.safekeeping import commands as safekeeping
from app.errors import ArticleUnreadableError, MeetingRecordsError
from app.export.database import write_database
from app.export.files import write_chunks, write_whole
from app.export.pages import Documents, one_moment, pages
from app.export.parquet import check_parquet, write_parquet
from app.logs import write_logs
from app.settings import Settings, settings
from app.store.faults import name_of
from app.store.meeting_pages import Question
from app.store.saving import Outcome, Saved
from app.store.schema import migrate

app = typer.Typer(
    help="Who met whom, when, where and about what: meeting records from the news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(keys, name="keys")
app.add_typer(safekeeping)
_errors = Console(stderr=True, soft_wrap=True, markup=False, highlight=False)

_Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Text files, HTML pages, JSON lines, any of these gzipped, folders of them, or - for standard input.",
    ),
]


def main() -> None:
    """Run the command; say what failed in one line, never with a stack trace. Exits 0, 1 (failed) or 2 (usage)."""
    try:
        app(prog_name="meeting-records")
    except MeetingRecordsError as fault:
        _complain(fault)
        sys.exit(1)
    except ValidationError as fault:
        if fault.title != Settings.__name__:
            _give_up(fault)
        for each in fault.errors():
            problem, remedy = each["msg"].removeprefix("Value error, "), "The README's table of settings tells more"
            _complain(MeetingRecordsError(str(each["loc"][0]).upper(), problem, remedy))
        sys.exit(1)
    except Exception as fault:  # noqa: BLE001 - the last net: a stack trace helps no user
        _give_up(fault)


def _give_up(fault: Exception) -> NoReturn:
    place = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(place.filename).name}, line {place.lineno}"
    _complain(MeetingRecordsError(where, f"a fault of this program: {fault!r}", "Report it with this line"))
    sys.exit(1)


@app.callback(invoke_without_command=True)
def _version(*, version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False) -> None:
    if version:
        typer.echo(f"meeting-records {importlib.metadata.version('meeting-records')}")
        raise typer.Exit


@app.command("migrate")
def migrate_command(
    to: Annotated[str, typer.Option(metavar="REVISION", help="Go to this revision, forward or back.")] = "head",
) -> None:
    """Make the database's tables, or bring them to this version."""
    if to == "base":
        raise MeetingRecordsError("--to base", "that would delete every record", "Delete the database if you mean it")
    with database(migrated=False) as engine:
        typer.echo(f"{name_of(engine.url)}: at schema {migrate(engine, to)}")


@app.command("ingest")
def ingest_command(paths: _Paths) -> None:
    """Read articles, find their meetings and save them; what is saved already is not read again."""
    from app.ingest import ingest  # noqa: PLC0415 - it loads the reader, which the other commands do without

    tally = _Tally()
    with database() as engine:
        try:
            with _progress("ingesting") as advance:
                for result in ingest(engine, paths):
                    tally.count(result)
                    if isinstance(result, ArticleUnreadableError):
                        _complain(result)
                    advance()
        finally:  # also of what was saved before an interruption
            tally.show()
    if tally.failed:
        raise typer.Exit(1)


@app.command("extract")
def extract_command(paths: _Paths) -> None:
    """Read articles and write their meetings as JSON lines, each value with its evidence; needs no database."""
    from app.ingest import extract  # noqa: PLC0415 - as above

    failed = False
    with _progress("extracting", visible=not sys.stdout.isatty()) as advance:
        for result in extract(paths):
            if isinstance(result, ArticleUnreadableError):
                _complain(result)
                failed = True
            else:
                article, meetings = result
                line = {"id": article.id or article.origin, "meetings": [meeting.model_dump() for meeting in meetings]}
                sys.stdout.buffer.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
                sys.stdout.buffer.flush()
            advance()
    if failed:
        raise typer.Exit(1)


class _Form(StrEnum):
    NDJSON = "ndjson"
    CSV = "csv"
    PARTICIPANTS_CSV = "participants-csv"
    ICS = "ics"
    JSONLD = "jsonld"
    PARQUET = "parquet"
    SQLITE = "sqlite"


_FILES: dict[_Form, Callable[[Iterable[Documents], Path], None]] = {
    _Form.PARQUET: write_parquet,
    _Form.SQLITE: write_database,
}
"""The forms that are written into a file here and there, not from its beginning to its end."""


@app.command("export")
def export_command(
    form: Annotated[_Form, typer.Option("--format", help="The form of the export.")],
    output: Annotated[
        Path | None, typer.Option(help="The file to write, whole or not at all; standard output unless given.")
    ] = None,
    filters: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILTER=VALUE", help="The filters of /meetings: country=TJ from=2015 q='foreign policy'."
        ),
    ] = None,
) -> None:
    """Write all meetings that the filters ask for, as they are at this moment."""
    from app.export.formats import STREAMS  # noqa: PLC0415 - the calendar's library, which no other command needs

    question = _question(filters or ())
    if form in _FILES and output is None:
        raise typer.BadParameter(f"{form} is no stream; name a file", param_hint="--output")
    if form is _Form.PARQUET:
        check_parquet()
    with database() as engine, one_moment(engine) as connection:
        documents = (page.documents for page in pages(connection, question))
        if output is None:
            sys.stdout.buffer.writelines(STREAMS[form].make(documents))
            sys.stdout.buffer.flush()
            return
        write = _FILES[form] if form in _FILES else lambda made, file: write_chunks(STREAMS[form].make(made), file)
        write_whole(output, lambda file: write(documents, file))


def _question(filters: Iterable[str]) -> Question:
    """Read the filters as the API reads them."""
    from app.api.meeting_parameters import FILTERS, SORT, question_of  # noqa: PLC0415 - it loads the web framework
    from app.api.parameters import read_all  # noqa: PLC0415 - as above
    from app.api.problems import RequestFaultyError  # noqa: PLC0415 - as above

    pairs = [text.partition("=") for text in filters]
    try:
        return question_of(read_all("export", urlencode([(name, value) for name, _, value in pairs]), (*FILTERS, SORT)))
    except RequestFaultyError as fault:
        raise typer.BadParameter(str(fault), param_hint="FILTER=VALUE") from fault


@app.command("serve")
def serve_command(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 for any free one.")] = 8000,
) -> None:
    """Serve the API and its documentation."""
    with database():
        pass  # what is wrong with it is said before the server starts
    with _listening(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        typer.echo(f"http://{name}:{listener.getsockname()[1]} (documentation at /docs; Ctrl-C stops it)")
        chosen = settings()
        write_logs(chosen.log_level)
        config = uvicorn.Config(
            "app.main:create_app",
            factory=True,
            log_config=None,
            access_log=False,  # the application writes down its requests itself
            timeout_graceful_shutdown=chosen.stop_seconds,
            forwarded_allow_ips=chosen.trusted_proxies,
        )
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port before the server starts, so that a taken one is one clear line."""
    where = f"{host}, port {port}"
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except UnicodeError as fault:  # of a name that no host can have: an empty or very long part
        raise MeetingRecordsError(where, *_LISTENING_FAULTS[socket.EAI_NONAME]) from fault
    except OSError as fault:
        problem, remedy = _LISTENING_FAULTS.get(
            fault.errno or 0, (f"cannot listen there ({fault.strerror})", "Give another --host or --port")
        )
        raise MeetingRecordsError(where, problem, remedy) from fault
    with listener:
        yield listener


_LISTENING_FAULTS = {
    errno.EADDRINUSE: ("the port is in use", "Stop the program that has it, or give another --port"),
    errno.EACCES: ("this user may not listen on the port", "Give a --port from 1024 on"),
    errno.EADDRNOTAVAIL: ("this machine does not have the address", "Give another --host"),
    socket.EAI_NONAME: ("there is no such host", "Give another --host"),
}


@dataclass(slots=True)
class _Tally:
    """What became of the articles, in the order of the closing table."""

    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    meetings: int = 0
    participants: int = 0
    agenda_items: int = 0

    def count(self, result: Saved | ArticleUnreadableError) -> None:
        self.read += 1
        if isinstance(result, ArticleUnreadableError):
            self.failed += 1
            return
        self.new += result.outcome is Outcome.NEW
        self.updated += result.outcome is Outcome.UPDATED
        self.unchanged += result.outcome is Outcome.UNCHANGED
        self.meetings += result.meetings
        self.participants += result.participants
        self.agenda_items += result.agenda_items

    def show(self) -> None:
        table = Table(box=None, show_header=False)
        table.add_column()
        table.add_column(justify="right")
        for name, number in asdict(self).items():
            table.add_row(name.replace("_", " "), str(number))
        Console(highlight=False).print(table)


@contextmanager
def _progress(doing: str, *, visible: bool = True) -> Iterator[Callable[[], None]]:
    """Show how many articles are done, on a terminal's standard error; give what counts one more.

    How many there will be is not known before they are read: the bar runs, it does not fill.
    """
    columns = (TextColumn(doing), BarColumn(), TextColumn("{task.completed} articles"), TimeElapsedColumn())
    with Progress(*columns, console=_errors, transient=True, disable=not (visible and _errors.is_terminal)) as progress:
        task = progress.add_task(doing, total=None)
        yield lambda: progress.advance(task)


def _complain(fault: MeetingRecordsError) -> None:
    """Say a fault in one line, whatever characters a file's name is made of."""
    _errors.print("".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(fault)))
