"""Give the values of gold meetings their places in the text: gold in, a ``Reading`` of the same article out.

The guide's gold records hold values without places. Each value may stand in the text several times, and a meeting may
be told of in several places; here the places are chosen that stand together:

1. every place of every value is listed (``training.places``),
2. words that may denote an occasion are given to the meeting whose values stand around them (``training.tellings``),
3. for each value, the place nearest to the occasion's words, or to its own name or office, is taken
   (``training.people``, ``training.frame``).
"""

from dataclasses import dataclass, replace

from app.extract.marks import Occasion, Reading, Span
from training.frame import agenda_marks, frame_marks
from training.gold import GoldArticle, GoldMeeting
from training.ground import Ground, Tally, ground_of
from training.people import people_marks
from training.places import Places, places_of_meeting
from training.surfaces import day_written
from training.tellings import give_triggers


@dataclass(frozen=True, slots=True)
class Aligned:
    """An article's gold as a reading, and for each occasion the index of its gold meeting."""

    reading: Reading
    gold_index: tuple[int, ...]
    tally: Tally


def align(article: GoldArticle) -> Aligned:
    """Return the reading that a perfect reader would give of an article, as far as the gold's values stand in it."""
    tally = Tally()
    ground = ground_of(article.text)
    writing = day_written(article.text, ground.head, article.published)
    everybody = {p.name for meeting in article.meetings for p in meeting.participants if p.name}
    places = [places_of_meeting(ground, meeting, everybody, writing) for meeting in article.meetings]
    give_triggers(ground, article.meetings, places, tally)
    occasions = [_occasion(ground, m, p, tally) for m, p in zip(article.meetings, places, strict=True)]
    order = sorted(range(len(occasions)), key=lambda k: (min(occasions[k].mentions), k))
    place_of: dict[int | None, int | None] = {old: new for new, old in enumerate(order)}
    reading = tuple(replace(occasions[k], parent=place_of.get(occasions[k].parent)) for k in order)
    return Aligned(reading, tuple(order), tally)


def _occasion(ground: Ground, meeting: GoldMeeting, places: Places, tally: Tally) -> Occasion:
    mentions = tuple(trigger.span for trigger in places.triggers) or (_stand_in(ground, places),)
    marks = {
        *agenda_marks(ground, meeting, places, mentions, tally),
        *people_marks(ground, places, mentions, tally),
        *frame_marks(ground, meeting, places, mentions, tally),
    }
    in_order = tuple(sorted(marks, key=lambda mark: (mark.span, mark.label)))
    return Occasion(mentions, meeting.kind, meeting.status, meeting.background, meeting.parent, in_order)


def _stand_in(ground: Ground, places: Places) -> Span:
    """Return some place of a meeting that no words denote: an item, a name, a body, a city, else the first word."""
    spans = [*places.all_items, *(s for p in places.people for s in p.name.full), *places.body, *places.city]
    return min(spans, default=Span(ground.head.end, min(len(ground.text), ground.head.end + 1)))
