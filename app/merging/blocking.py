"""Which reports need be compared: those that share a key. Reports of one occasion share one, others seldom do.

A key is who meets, and a week: the body; two people (by the consonants of their last names, which transliterations
keep); two sides; the visitor and the state visited. A report that tells its days loosely has the keys of all the weeks
that it leaves open. Near-copies share a key of their text's signature, for reports that tell no day at all.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import combinations

from app.merging.copies import bands
from app.merging.names import skeleton
from app.merging.reports import Report
from app.merging.traits import Precision, Subject, Traits, Window, subject_of
from app.records import MeetingKind

_MOST_PEOPLE = 6  # of a longer list the first ones in the order of the alphabet, which lists of one occasion share
_MOST_SIDES = 6
_GRACE = 1  # days: two reports of an occasion of several days may tell neighbouring days


def blocking_keys(report: Report) -> frozenset[str]:
    """Return the keys of a report. Two reports may be of one occasion only if they share one."""
    return keys_of_subject(subject_of(report))


def keys_of_subject(subject: Subject) -> frozenset[str]:
    """Return the keys of a report that was made ready to be compared."""
    traits = subject.traits
    keys = {f"copy:{band}" for band in bands(subject.report.signature)}
    if traits.window is not None:
        weeks = _weeks(traits.window)
        keys.update(f"{who}@{week}" for who in _anchors(traits, traits.window.precision) for week in weeks)
    return frozenset(keys)


def _weeks(window: Window) -> Iterable[int]:
    grace = dt.timedelta(days=_GRACE)
    return range((window.first - grace).toordinal() // 7, (window.last + grace).toordinal() // 7 + 1)


def _anchors(traits: Traits, precision: Precision) -> set[str]:
    anchors = {f"body:{body}" for body in traits.part_of}
    if precision is Precision.YEAR:
        return anchors  # a year is close enough for a body's yearly meeting only
    people = sorted({skeleton(person.words[-1]) for person in traits.people})[:_MOST_PEOPLE]
    anchors |= {f"people:{one}+{other}" for one, other in combinations(people, 2)}
    sides = sorted(traits.sides)[:_MOST_SIDES]
    anchors |= {f"sides:{one}+{other}" for one, other in combinations(sides, 2)}
    if not traits.is_talks:
        anchors |= {f"body:{side}" for side in traits.sides if len(side) > 2}  # "ministers of the Group of Seven"
    if traits.kind is MeetingKind.VISIT and traits.country is not None:
        anchors |= {f"visit:{person}+{traits.country}" for person in people}
    return anchors
