"""Which reports are one occasion's: the pairs that agree most are joined first, as long as nothing rules it out."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from app.merging.blocking import keys_of_subject
from app.merging.matching import Judge, Judgement, Verdict
from app.merging.reports import Decision, Report, Ruling
from app.merging.traits import Subject, subject_of

_Pair = tuple[int, int]
"""Two reports by their places in the order of ids, the lower first."""


def groups(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> tuple[tuple[Report, ...], ...]:
    """Return the reports by occasion, each report once, groups and their reports in the order of ids.

    The result depends on which reports there are and on the last decision about each two, never on any order. Pairs
    that editors ruled the same are joined first, whatever speaks against it but a ruling that others of their groups
    are apart; the others from the most agreement to the least, each only while no report of the one group and none of
    the other speak against it or were ruled apart.
    Decisions about reports that are not there are passed over.
    """
    known = {report.id: report for report in reports}
    ordered = [known[each] for each in sorted(known)]
    place = {report.id: at for at, report in enumerate(ordered)}
    rulings = {
        _pair(*(place[each] for each in decision.about)): decision.ruling
        for decision in decisions
        if len(decision.about) == 2 and decision.about <= place.keys()
    }
    subjects = [subject_of(report) for report in ordered]
    clusters = _Clusters(subjects, rulings)
    for pair in sorted(rulings):
        if rulings[pair] is Ruling.SAME and not clusters.ruled_apart(*pair):
            clusters.join(*pair)
    found = (
        (-judgement.score, pair)
        for pair in _candidates(subjects)
        if (judgement := clusters.judged(pair)).verdict is Verdict.SAME
    )
    for _, (one, other) in sorted(found):
        if clusters.go_together(one, other):
            clusters.join(one, other)
    return tuple(tuple(ordered[at] for at in cluster) for cluster in sorted(map(sorted, clusters.all())))


def tied(
    reports: Iterable[Report], others: Iterable[Report], decisions: Iterable[Decision] = ()
) -> frozenset[uuid.UUID]:
    """Return the ids of those others that ``groups`` may join to one of the reports without a third report.

    They ``may_join`` it, unless editors ruled the two apart, or were ruled the same. Only those that share a blocking
    key are compared: reports by the hundred are asked for at once.
    """
    rulings = {decision.about: decision.ruling for decision in decisions}
    subjects = [subject_of(report) for report in reports]
    told = {subject.report.id for subject in subjects}
    ruled_same = {
        each
        for about, ruling in rulings.items()
        if ruling is Ruling.SAME
        for each in about
        if not told.isdisjoint(about - {each})
    }
    blocks: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        for key in keys_of_subject(subject):
            blocks[key].append(subject)
    judge, found = Judge(), set[uuid.UUID]()
    for other in others:
        asked = subject_of(other)
        near = {subject: None for key in keys_of_subject(asked) for subject in blocks.get(key, ())}
        if other.id in ruled_same or any(
            frozenset((subject.report.id, other.id)) not in rulings
            and judge.judged(subject, asked).verdict is Verdict.SAME
            for subject in near
        ):
            found.add(other.id)
    return frozenset(found)


def _pair(one: int, other: int) -> _Pair:
    return (one, other) if one < other else (other, one)


def _candidates(subjects: Sequence[Subject]) -> set[_Pair]:
    """Return each two reports that share a blocking key."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, subject in enumerate(subjects):
        for key in keys_of_subject(subject):
            blocks[key].append(at)
    return {pair for block in blocks.values() for pair in combinations(block, 2)}


class _Clusters:
    """Reports that are being joined, and what is known about each two of them."""

    def __init__(self, subjects: Sequence[Subject], rulings: dict[_Pair, Ruling]) -> None:
        self._subjects = subjects
        self._rulings = rulings
        self._members = {at: [at] for at in range(len(subjects))}
        self._cluster_of = list(range(len(subjects)))
        self._kept_apart: dict[int, set[int]] = defaultdict(set)  # clusters with a report against the other
        self._judge = Judge()

    def judged(self, pair: _Pair) -> Judgement:
        """Compare two reports."""
        return self._judge.judged(self._subjects[pair[0]], self._subjects[pair[1]])

    def ruled_apart(self, one: int, other: int) -> bool:
        """Say whether editors keep apart some report of the one's cluster and some report of the other's."""
        return any(self._rulings.get(pair) is Ruling.APART for pair in self._across(one, other))

    def _across(self, one: int, other: int) -> Iterator[_Pair]:
        for each in self._members[self._cluster_of[one]]:
            for its in self._members[self._cluster_of[other]]:
                yield _pair(each, its)

    def go_together(self, one: int, other: int) -> bool:
        """Say whether two reports are in different clusters that nothing keeps apart."""
        a, b = self._cluster_of[one], self._cluster_of[other]
        if a == b or b in self._kept_apart[a]:
            return False
        if any(self._apart(pair) for pair in self._across(one, other)):
            self._kept_apart[a].add(b)
            self._kept_apart[b].add(a)
            return False
        return True

    def _apart(self, pair: _Pair) -> bool:
        ruling = self._rulings.get(pair)
        if ruling is not None:
            return ruling is Ruling.APART
        return self.judged(pair).verdict is Verdict.APART

    def join(self, one: int, other: int) -> None:
        """Make one cluster of those of two reports."""
        a, b = self._cluster_of[one], self._cluster_of[other]
        if a == b:
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        for each in self._members[b]:
            self._cluster_of[each] = a
        self._members[a] += self._members.pop(b)
        for each in self._kept_apart.pop(b, set()):
            self._kept_apart[each].discard(b)
            self._kept_apart[each].add(a)
            self._kept_apart[a].add(each)

    def all(self) -> Iterable[list[int]]:
        """Return the reports of each cluster."""
        return self._members.values()
