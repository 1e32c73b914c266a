"""How fast the API reads, in ratios to other servers in the same run.

    .venv/bin/python benchmarks/generate.py --meetings 100000 --database-url sqlite:///bench.db
    .venv/bin/python benchmarks/read_api.py --database-url sqlite:///bench.db [--datasette BIN] [--small sqlite:///small.db]

Needs `wrk`, and three idle cores for the line of two workers: wrk takes one of them. One uvicorn worker serves the
API, another a FastAPI route that returns the bytes of a page as they are. With `--datasette` (the program, from an
environment of its own) its JSON of the same twenty rows is measured too; with `--small` (a database of 1,000 meetings)
the median times of pages on both databases. A ratio of rates is the median of five, each of two runs that follow each
other at once: a machine that others share is twice as fast in one minute as in the next.
"""

import argparse
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx

SECONDS = 2
TIMES = 5
CONNECTIONS = 16
COUNTRIES = ("RU", "CN", "US", "FR", "DE", "TR", "CH", "GB")
SIZES = range(10, 31)
SEARCHES = ("water sharing", "foreign minister geneva", "sergei morozov fisheries", "nuclear safety vienna", "summit")

FIXED = """
from fastapi import FastAPI, Response
app = FastAPI()
page = open({file!r}, "rb").read()
@app.get("/page")
async def give() -> Response:
    return Response(page, media_type="application/json")
"""
DIFFERENT = """
local urls = {{{urls}}}
local at = 0
request = function() at = at % #urls + 1 return wrk.format("GET", urls[at]) end
"""


@contextmanager
def serving(*command: str, path: str, **environment: str) -> Iterator[tuple[str, int]]:
    """Start a server on a free port, ``{port}`` in its command; give its address and process id once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    arguments = [part.replace("{port}", str(port)) for part in command]
    with subprocess.Popen(arguments, env={**os.environ, **environment}) as process:  # noqa: S603 - our own commands
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(100):
                try:
                    httpx.get(address + path, timeout=60).raise_for_status()
                    break
                except httpx.ConnectError:
                    time.sleep(0.2)
            else:
                sys.exit(f"{arguments[0]}: does not answer at {address}{path}")
            yield address, process.pid
        finally:
            process.terminate()


def uvicorn(*what: str) -> tuple[str, ...]:
    """Return the command of one quiet worker."""
    quiet = ("--port", "{port}", "--log-level", "warning", "--no-access-log")
    return (sys.executable, "-m", "uvicorn", *what, *quiet)


def per_second(url: str, script: str = "", folder: Path = Path()) -> float:
    """Return how many requests a second wrk gets answered; any error ends the benchmark."""
    arguments = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    if script:
        file = folder / "script.lua"
        file.write_text(script)
        arguments += ["-s", str(file)]
    told = subprocess.run([*arguments, url], check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours
    if "Socket errors" in told or ("Non-2xx" in told and "If-None-Match" not in script):
        sys.exit(f"{url}: wrk saw errors\n{told}")
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])


def against(other: Callable[[], float], ours: Callable[[], float]) -> float:
    """Return the ratio of two rates."""
    other(), ours()  # what either has to read into memory first is not what is measured
    return statistics.median(ours() / other() for _ in range(TIMES))


def read_in(database_url: str) -> None:
    """Read an SQLite file of up to four gigabytes, for a system may put it out of memory between two runs."""
    file = Path(database_url.partition("sqlite:///")[2])
    if file.is_file() and file.stat().st_size < 4 * 2**30:
        with file.open("rb") as opened:
            while opened.read(2**24):
                pass


def different_pages(chance: random.Random) -> list[str]:
    """Return the paths of pages that are all different, by a filter and a day, in another order each time."""
    paths = [
        f"/meetings?country={country}&to={year}-{month:02}-{day:02}"
        for day in range(1, 29, 3)
        for year in range(1992, 2026)
        for month in range(1, 13)
        for country in COUNTRIES
    ]
    chance.shuffle(paths)
    return paths


def medians(*asked: tuple[httpx.Client, list[str]]) -> list[float]:
    """Return, for each client, the median of the milliseconds that its paths take, each asked for once.

    The clients take turns, so that what slows the machine down slows all of them.
    """
    times: list[list[float]] = [[] for _ in asked]
    for turn in zip(*(paths for _, paths in asked), strict=True):
        for (client, _), path, own in zip(asked, turn, times, strict=True):
            begun = time.perf_counter()
            client.get(path).raise_for_status()
            own.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(own) for own in times]


def deep_pages(client: httpx.Client) -> list[str]:
    """Return the paths of pages that begin 20,000 meetings deep, page 1,000 of twenty, or at the end before that."""
    following = f"{client.base_url}/meetings?limit=200"
    for _ in range(100):
        following = client.get(following).json()["next"] or following
    cursor = following.partition("cursor=")[2]
    return [f"/meetings?limit={limit}&cursor={cursor}" for limit in SIZES]


def growth(small: str, large: str) -> Iterator[tuple[str, float]]:
    """Yield the pages that must not grow with the database, and how much longer each takes in the larger one.

    Each is asked for in several sizes of about twenty, for the same address twice would be answered from memory.
    """
    with httpx.Client(base_url=small, timeout=60) as few, httpx.Client(base_url=large, timeout=60) as many:
        first = [f"/meetings?limit={limit}" for limit in SIZES]
        filtered = [f"/meetings?country={country}&limit={limit}" for limit in range(18, 23) for country in COUNTRIES]
        pages = {
            "first page": (first, first),
            "filtered page": (filtered, filtered),
            "deep page": (deep_pages(few), deep_pages(many)),
        }
        for name, (of_few, of_many) in pages.items():
            brief, long = medians((few, of_few), (many, of_many))
            yield name, long / brief


def search_median(address: str) -> float:
    """Return the median of the milliseconds that searches take."""
    with httpx.Client(base_url=address, timeout=60) as client:
        return medians((client, [f"/meetings?q={quote(q)}&limit={n}" for n in range(18, 23) for q in SEARCHES]))[0]


def resident(process: int) -> float:
    """Return a process's resident memory in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def show(measure: str, figure: float, at_least: str) -> None:
    """Print a line of the table."""
    print(f"{measure:58} {figure:10.2f}   {at_least}", flush=True)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Measure the read API against other servers.")
    parser.add_argument("--database-url", required=True, help="a database that generate.py filled")
    parser.add_argument("--datasette", help="the datasette program; left out, it is not measured")
    parser.add_argument("--small", help="a database of 1,000 meetings, for medians")
    given = parser.parse_args()
    api = uvicorn("--factory", "app.main:create_app")
    with ExitStack() as servers, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, process = servers.enter_context(serving(*api, path="/meetings", DATABASE_URL=given.database_url))
        first = httpx.get(f"{ours}/meetings", headers={"Accept-Encoding": "identity"})
        (folder / "page.json").write_bytes(first.content)
        (folder / "fixed_bytes.py").write_text(FIXED.format(file=str(folder / "page.json")))
        fixed_app = uvicorn("--app-dir", str(folder), "fixed_bytes:app")
        fixed, _ = servers.enter_context(serving(*fixed_app, path="/page"))
        chance = random.Random(0)

        def base() -> float:
            return per_second(f"{fixed}/page")

        def same() -> float:
            return per_second(f"{ours}/meetings")

        def different(address: str = ours) -> float:
            paths = ",".join(json.dumps(path) for path in different_pages(chance))
            read_in(given.database_url)
            return per_second(address, DIFFERENT.format(urls=paths), folder)

        show("a route that returns the same bytes, requests a second", base(), "")
        show("the same page again and again, against it", against(base, same), "at least 0.7")
        show("a different page each time, against it", against(base, different), "at least 0.25")
        has_it = f'wrk.headers["If-None-Match"] = {json.dumps(first.headers["etag"])}'
        ratio = against(base, lambda: per_second(f"{ours}/meetings", has_it, folder))
        show("answered 304, against it", ratio, "at least 0.8")
        show("memory of the worker, MB", resident(process), "at most 200")
        two, _ = servers.enter_context(
            serving(*api, "--workers", "2", path="/meetings", DATABASE_URL=given.database_url)
        )
        ratio = against(different, lambda: different(two))
        show("two workers, against one, a different page each time", ratio, "at least 1.7")
        if given.datasette:
            file = given.database_url.partition("///")[2]
            # Without counts and suggestions, which take Datasette longer than a second on so many rows.
            asked = "_size=20&_sort_desc=sort_day&_nocount=1&_nofacet=1&_nosuggest=1"
            rows = f"/{Path(file).stem}/meetings.json?{asked}"
            command = (given.datasette, "serve", file, "--port", "{port}")
            datasette, _ = servers.enter_context(serving(*command, path=rows))

            def other() -> float:
                return per_second(f"{datasette}{rows}")

            show("the same page, against Datasette's rows", against(other, same), "at least 8")
            show("a different page each time, against Datasette's rows", against(other, different), "")
        if given.small:
            small, _ = servers.enter_context(serving(*api, path="/meetings", DATABASE_URL=given.small))
            for page, ratio in growth(small, ours):
                show(f"p50 of a {page}, against that of 1,000 meetings", ratio, "at most 1.5")
        show("p50 of a search, milliseconds", search_median(ours), "at most 50")


if __name__ == "__main__":
    main()
