"""Signs that a text tells of a meeting: phrases that are cheap to look for, so that most other texts need no reading.

The phrases are data (``app/gazetteer/data/triggers.csv``); which of them really denote an occasion the reader decides.
"""

from collections.abc import Iterator

from app.extract.marks import Span
from app.gazetteer import EntryKind, Trigger, TriggerUse, scan


def may_tell(text: str, start: int) -> bool:
    """Say whether any phrase of a text after ``start`` may denote an occasion."""
    return any(trigger.use is not TriggerUse.COUNTER and span.start >= start for span, trigger in signs(text))


def signs(text: str) -> Iterator[tuple[Span, Trigger]]:
    """Yield the phrases that may denote an occasion and those that only look so, the longest at each word."""
    for find in scan(text, {EntryKind.TRIGGER}):
        entries = [sense.entry for sense in find.senses if isinstance(sense.entry, Trigger)]
        counter = next((entry for entry in entries if entry.use is TriggerUse.COUNTER), None)
        yield Span(find.start, find.end), counter or entries[0]
