"""How finding the reports of one occasion grows with the reports, in an archive and in one much-reported meeting.

    .venv/bin/python benchmarks/merging.py [--reports 100000]

The reports are made here, from a seed: talks, calls, visits and bodies' meetings over ten years, each told by one to
four articles that spell names, give days and name offices in their own way. Prints how the processor time and the
comparisons grow when the reports become eight times as many (8 is linear, 64 a square), what is joined rightly, and
what one more report of an occasion costs when it has hundreds already.
"""

import argparse
import datetime as dt
import random
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations

from app.merging import Report, blocking_keys, groups, merged, signature
from app.records import Meeting, MeetingKind, MeetingStatus, Participant

STATES = ("AL", "AZ", "EC", "GH", "MA", "NO", "PE", "VN", "SE", "CL", "KE", "TH", "UY", "EE", "JO", "NP")
CITIES = {
    "AL": "Tirana", "AZ": "Baku", "EC": "Quito", "GH": "Accra", "MA": "Rabat", "NO": "Oslo", "PE": "Lima",
    "VN": "Hanoi", "SE": "Stockholm", "CL": "Santiago", "KE": "Nairobi", "TH": "Bangkok", "UY": "Montevideo",
    "EE": "Tallinn", "JO": "Amman", "NP": "Kathmandu",
}  # fmt: skip
GIVEN = ("Ida", "Luis", "Kofi", "Minh", "Amina", "Rosa", "Ilir", "Anar", "Nils", "Eva", "Sergei", "Juan")
LAST = ("Holm", "Paz", "Adu", "Tran", "Saidi", "Vega", "Duka", "Aliyev", "Berg", "Soto", "Makei", "Kovalenko", "Quispe")
OFFICES = ("Foreign Minister", "President", "Prime Minister", "finance minister", "defence minister", "trade minister")
BODIES = ("OPEC", "NATO", "African Union", "Arab League", "OSCE", "Association of Southeast Asian Nations")
TWISTS = (("ei", "ey"), ("iy", "i"), ("v", "w"), ("k", "kh"))
FIRST_DAY = dt.date(2021, 1, 1)


def holder(state: str, office: str) -> str:
    """Return who holds an office of a state: always the same."""
    dice = random.Random(f"{state}{office}")
    return f"{dice.choice(GIVEN)} {dice.choice(LAST)}{dice.choice(('', 'sen', 'ov', 'ez'))}"


def make_reports(count: int) -> tuple[list[Report], dict[uuid.UUID, int]]:
    """Return reports in no order, and the number of the occasion that each tells of; the days grow with the count."""
    dice = random.Random(11)
    reports: list[Report] = []
    occasion_of: dict[uuid.UUID, int] = {}
    days = max(30, count // 27)  # so that a day has as many reports in a small archive as in a large one
    occasion = 0
    while len(reports) < count:
        occasion += 1
        meeting = make_meeting(dice, FIRST_DAY + dt.timedelta(days=dice.randrange(days)))
        for _ in range(dice.choice((1, 1, 1, 2, 2, 4))):
            report = told(dice, meeting, len(reports))
            reports.append(report)
            occasion_of[report.id] = occasion
    dice.shuffle(reports)
    return reports, occasion_of


def make_meeting(dice: random.Random, day: dt.date) -> Meeting:
    """Return an occasion as one who knows all would tell of it."""
    kind = dice.choice([*[MeetingKind.BILATERAL] * 4, MeetingKind.CALL, MeetingKind.CALL, MeetingKind.MINISTERIAL])
    office = dice.choice(OFFICES)
    body = dice.choice(BODIES) if kind is MeetingKind.MINISTERIAL else None
    states = dice.sample(STATES, dice.randint(3, 6) if body else 2)
    host = None if kind is MeetingKind.CALL else states[0]
    return Meeting(
        key="m1",
        title="made",
        kind=kind,
        status=MeetingStatus.HELD,
        start_date=day.isoformat(),
        city=CITIES[host] if host else None,
        country=host,
        organization=body,
        participants=tuple(Participant(name=holder(state, office), role=office, country=state) for state in states),
    )


def told(dice: random.Random, meeting: Meeting, number: int) -> Report:
    """Return the report of one article, which leaves out and respells some of what there is to tell."""
    day = dt.date.fromisoformat(meeting.start_date or "")
    announces = dice.random() < 0.2
    participants = [
        Participant(
            name=None if dice.random() < 0.15 else respelled(dice, who.name or ""), role=who.role, country=who.country
        )
        for who in meeting.participants
    ]
    changes = {
        "status": MeetingStatus.PLANNED if announces else MeetingStatus.HELD,
        "start_date": day.isoformat()[:7] if announces and dice.random() < 0.3 else day.isoformat(),
        "city": meeting.city if dice.random() < 0.8 else None,
        "participants": tuple(participants),
    }
    published = day - dt.timedelta(days=dice.randint(1, 10)) if announces else day
    return Report(
        id=uuid.UUID(int=number),
        article_id=uuid.UUID(int=number),
        meeting=meeting.model_copy(update=changes),
        published=published.isoformat(),
    )


def respelled(dice: random.Random, name: str) -> str:
    """Return a name as another agency may spell it."""
    one, other = dice.choice(TWISTS)
    return name.replace(one, other) if dice.random() < 0.3 else name


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def compared(reports: Sequence[Report]) -> tuple[int, float]:
    """Return how many pairs share a key, and how many keys a report has."""
    sizes = Counter(key for report in reports for key in blocking_keys(report))
    return sum(size * (size - 1) // 2 for size in sizes.values()), sum(sizes.values()) / len(reports)


def archive(count: int) -> None:
    """Print how an archive's time grows, and how much of what belongs together is found and how much else."""
    small, large = (make_reports(size) for size in (count // 8, count))
    groups(make_reports(500)[0])  # the gazetteer is read once
    times = [seconds(lambda made=made: groups(made)) for made, _ in (small, large)]
    pairs = [compared(made) for made, _ in (small, large)]
    print(f"archive of {count // 8} and {count} reports")
    print(f"  time grows        {times[1] / times[0]:8.1f}   (8 is linear)")
    print(f"  shared keys grow  {pairs[1][0] / pairs[0][0]:8.1f}   (8 is linear)")
    print(f"  keys a report     {pairs[1][1]:8.1f}   shared with {2 * pairs[1][0] / count:.1f} others")
    reports, occasion_of = large
    found = {pair for group in groups(reports) for pair in combinations(sorted(report.id for report in group), 2)}
    by_occasion: dict[int, list[uuid.UUID]] = {}
    for report in reports:
        by_occasion.setdefault(occasion_of[report.id], []).append(report.id)
    right = {pair for ids in by_occasion.values() for pair in combinations(sorted(ids), 2)}
    print(f"  pairs joined that belong together  {len(found & right) / len(found):.4f}")
    print(f"  pairs that belong together joined  {len(found & right) / len(right):.4f}")


def much_reported(count: int) -> None:
    """Print how the time for one occasion grows with its reports: told by many, and by copies of one text."""
    dice = random.Random(5)
    meeting = make_meeting(dice, FIRST_DAY).model_copy(update={"kind": MeetingKind.BILATERAL, "organization": None})
    text = signature(" ".join(f"The ministers spoke about matter {number}." for number in range(200)))
    own = [told(dice, meeting, number) for number in range(count)]
    copies = [Report(uuid.UUID(int=n), uuid.UUID(int=n), meeting, "2021-01-01", None, text) for n in range(count)]
    print(f"\none occasion with {count // 8} and {count} reports, time grows")
    for name, reports in (("of their own", own), ("near-copies", copies)):
        for step, work in (("groups", groups), ("merged", merged)):
            times = [seconds(lambda: work(reports[:size])) for size in (count // 8, count)]  # noqa: B023 - run at once
            print(f"  {step:6} {name:12} {times[1] / max(times[0], 1e-3):6.1f}")


def main() -> None:
    """Run the benchmark."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, default=100_000)
    arguments.add_argument("--of-one", type=int, default=400)
    given = arguments.parse_args()
    archive(given.reports)
    much_reported(given.of_one)


if __name__ == "__main__":
    main()
