"""Which reports are one occasion's: the pairs that agree most are joined first, as long as nothing rules it out."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from app.merging.blocking import blocking_keys
from app.merging.matching import Judgement, Verdict, judged
from app.merging.reports import Decision, Report, Ruling


def groups(reports: Iterable[Report], decisions: Iterable[Decision] = ()) -> tuple[tuple[Report, ...], ...]:
    """Return the reports by occasion, each report once, groups and their reports in the order of ids.

    The result depends on which reports there are and on the last decision about each two, never on any order. Pairs
    that editors ruled the same are joined first, whatever speaks against it but a ruling that others of their groups
    are apart; the others from the most agreement to the least, each only while no report of the one group and none of
    the other speak against it or were ruled apart.
    Decisions about reports that are not there are passed over.
    """
    known = {report.id: report for report in reports}
    rulings = {
        decision.about: decision.ruling
        for decision in decisions
        if len(decision.about) == 2 and decision.about <= known.keys()
    }
    clusters = _Clusters(known, rulings)
    for pair, ruling in sorted(rulings.items(), key=lambda item: sorted(item[0])):
        if ruling is Ruling.SAME and not clusters.ruled_apart(*sorted(pair)):
            clusters.join(*sorted(pair))
    found = (
        (-judgement.score, one, other)
        for one, other in _candidates(known.values())
        if (judgement := clusters.judged(one, other)).verdict is Verdict.SAME
    )
    for _, one, other in sorted(found):
        if clusters.go_together(one, other):
            clusters.join(one, other)
    return tuple(sorted((tuple(known[each] for each in sorted(ids)) for ids in clusters.all()), key=_first_id))


def _first_id(group: tuple[Report, ...]) -> uuid.UUID:
    return group[0].id


def _candidates(reports: Iterable[Report]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """Yield each two reports that share a blocking key, once."""
    blocks: dict[str, list[uuid.UUID]] = defaultdict(list)
    for report in reports:
        for key in blocking_keys(report):
            blocks[key].append(report.id)
    seen = set()
    for ids in blocks.values():
        for pair in combinations(sorted(ids), 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


class _Clusters:
    """Reports that are being joined, and what is known about each two of them."""

    def __init__(self, known: dict[uuid.UUID, Report], rulings: dict[frozenset[uuid.UUID], Ruling]) -> None:
        self._known = known
        self._rulings = rulings
        self._members = {each: [each] for each in known}
        self._cluster_of = {each: each for each in known}
        self._judged: dict[tuple[uuid.UUID, uuid.UUID], Judgement] = {}

    def judged(self, one: uuid.UUID, other: uuid.UUID) -> Judgement:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._judged:
            self._judged[pair] = judged(self._known[one], self._known[other])
        return self._judged[pair]

    def ruled_apart(self, one: uuid.UUID, other: uuid.UUID) -> bool:
        """Say whether editors keep apart some report of the one's cluster and some report of the other's."""
        return any(self._rulings.get(frozenset({x, y})) is Ruling.APART for x, y in self._across(one, other))

    def _across(self, one: uuid.UUID, other: uuid.UUID) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
        for each in self._members[self._cluster_of[one]]:
            for its in self._members[self._cluster_of[other]]:
                yield each, its

    def go_together(self, one: uuid.UUID, other: uuid.UUID) -> bool:
        """Say whether two reports are in different clusters that nothing keeps apart."""
        if self._cluster_of[one] == self._cluster_of[other]:
            return False
        return not any(self._apart(x, y) for x, y in self._across(one, other))

    def _apart(self, one: uuid.UUID, other: uuid.UUID) -> bool:
        ruling = self._rulings.get(frozenset({one, other}))
        if ruling is not None:
            return ruling is Ruling.APART
        return self.judged(one, other).verdict is Verdict.APART

    def join(self, one: uuid.UUID, other: uuid.UUID) -> None:
        a, b = self._cluster_of[one], self._cluster_of[other]
        if a == b:
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        for each in self._members[b]:
            self._cluster_of[each] = a
        self._members[a] += self._members.pop(b)

    def all(self) -> Iterable[list[uuid.UUID]]:
        return self._members.values()
