"""Which words denote which gold meeting: those around which its own values stand."""

from collections import Counter
from collections.abc import Sequence

from app.extract.marks import Span
from app.extract.stretches import spans
from training.gold import GoldMeeting
from training.ground import Ground, Tally, gap
from training.places import Places
from training.surfaces import closest_window, content_words
from training.triggers import Trigger, fit, triggers

_BELIEVED = 1.15  # the least score at which words are taken to tell of a meeting
_SPARED = 0.6  # the least at which they are given to a meeting that has no others
_SHARED = 0.3  # the least at which they are shared with another meeting
_UNCLEAR = frozenset({"agree", "host"})


def give_triggers(ground: Ground, meetings: Sequence[GoldMeeting], places: Sequence[Places], tally: Tally) -> None:
    """Fill in each meeting's ``triggers``, first those that say most about it; the gold's own word stands."""
    for meeting, own in zip(meetings, places, strict=True):
        own.triggers = [Trigger(span, "told") for span in meeting.told]
    said = spans(span for meeting in meetings for span in meeting.told)
    spread = Counter(key for p in places for key in {person.key for person in p.people})
    scored: list[tuple[Trigger, list[float]]] = [
        (trigger, [_score(ground, trigger, m, p, places, spread) for m, p in zip(meetings, places, strict=True)])
        for trigger in triggers(ground.text, ground.head.end)
        if not _in_body_name(ground.text, trigger, places) and not said.touching(trigger.span)
    ]
    for trigger, scores in scored:
        best = max((k for k in range(len(scores)) if not meetings[k].told), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= _BELIEVED:
            places[best].triggers.append(trigger)
    for k, own in enumerate(places):
        if meetings[k].told:
            continue
        # "Discussed" and "hosted" denote an occasion only where nothing clearer does.
        clear = [trigger for trigger in own.triggers if trigger.sort not in _UNCLEAR]
        own.triggers = clear or own.triggers[:1]
        if not own.triggers:
            _force(ground, k, meetings[k].title, places, scored, tally)
    of_trigger = {trigger.span: scores for trigger, scores in scored}
    for k, own in enumerate(places):
        if meetings[k].told:
            continue
        own.triggers.sort(key=lambda t, k=k: (-of_trigger[t.span][k] if t.sort != "title" else 0.0, t.span))


def _in_body_name(text: str, trigger: Trigger, places: Sequence[Places]) -> bool:
    """Say whether a word is only part of a body's name: "United Nations Conference on Trade and Development"."""
    if not text[trigger.span.start].isupper():
        return False
    bodies = (span for p in places for span in p.body)
    return any(span.start < trigger.span.start and trigger.span.end < span.end for span in bodies)


def _force(
    ground: Ground,
    k: int,
    title: str,
    places: Sequence[Places],
    scored: Sequence[tuple[Trigger, list[float]]],
    tally: Tally,
) -> None:
    """Give a meeting without words of its own the best that can be spared, or words of its title."""
    spare = []
    for trigger, scores in scored:
        owner = next((p for p in places if trigger in p.triggers), None)
        if owner is None or len(owner.triggers) > 1:
            better = max(scores) - scores[k] if owner is not None else 0.0
            spare.append((scores[k] - 0.7 * better, -trigger.span.start, trigger, owner))
    best = max(spare, default=None, key=lambda row: row[:2])
    if best is not None and best[0] >= _SPARED:
        if best[3] is not None:
            best[3].triggers.remove(best[2])
        places[k].triggers.append(best[2])
        tally.count("trigger forced", found=True)
        return
    titled = closest_window(ground.text, title, least=0.5)
    taken = {t.span for p in places for t in p.triggers}
    if titled is not None and not any(gap(titled, span) == 0 and span.start < titled.end for span in taken):
        places[k].triggers.append(Trigger(titled, "title"))
        tally.count("trigger by title", found=True)
        return
    shared = max(scored, default=None, key=lambda row: row[1][k])
    found = shared is not None and shared[1][k] > _SHARED
    if shared is not None and found:
        places[k].triggers.append(shared[0])
    tally.count("trigger shared", found=found)


def _score(
    ground: Ground,
    trigger: Trigger,
    meeting: GoldMeeting,
    own: Places,
    places: Sequence[Places],
    spread: Counter[str],
) -> float:  # fmt: skip
    """Return how much speaks for a trigger telling of a meeting. The weights were set by looking at what came out."""

    def nearest(spans: Sequence[Span]) -> float:
        return max((_nearness(ground, trigger.span, span) for span in spans), default=0.0)

    score = 0.8 * fit(trigger, meeting.kind)
    total = near = 0.0
    for person in own.people:
        # Somebody who takes part in all of an article's meetings tells little about any.
        weight = 1.0 / spread[person.key]
        total += weight
        near += weight * nearest(person.name.all if person.person.name else [*person.roles, *person.parties])
    several = len(places) > 1
    score += 1.4 * (near / total if total else 0.4 if several else 0.0)
    score += 0.9 * nearest(own.date) + 0.7 * nearest([*own.city, *own.state]) + 0.8 * nearest(own.body)
    items = [nearest(spans) for spans in own.items]
    score += 0.5 * max(items, default=0.0) + 0.7 * (sum(items) / len(items) if items else 0.0)
    opening = ground.starts[ground.sentence(trigger.span)]
    around = content_words(ground.text[max(opening, trigger.span.start - 70) : trigger.span.end + 70])
    if own.title:
        score += 1.5 * len(own.title & set(around)) / len(own.title)
    if meeting.background:
        score -= 0.35
    if any(item.start <= trigger.span.start < item.end for p in places for item in p.all_items):
        score -= 1.0  # "engage in dialogue with Russia" is a matter, not an occasion
    return score


def _nearness(ground: Ground, one: Span, other: Span) -> float:
    """Return 1 for words side by side, at least 0.55 in one sentence, little in the next, nothing farther off."""
    if other.start < ground.head.end:
        return 0.0
    apart = ground.sentences_apart(one, other)
    return max(0.55, 1.0 - gap(one, other) / 300) if apart == 0 else 0.25 if apart == 1 else 0.0
