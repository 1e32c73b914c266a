"""Page furniture: the lines of a saved page that are not the report ("Post a Comment", "Read also: …").

They stay in the stored text, so that every offset keeps; whoever looks for meetings passes them over.
"""

import re
from functools import cache

from app.extract.marks import Span
from app.gazetteer.load import furniture as furniture_patterns

_LONGEST = 300  # characters of a line of furniture; a paragraph is never one


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return one pattern of all lines of furniture and one of those behind which no report follows."""
    known = furniture_patterns()
    every = "|".join(f"(?:{entry.pattern})" for entry in known)
    last = "|".join(f"(?:{entry.pattern})" for entry in known if entry.ends_article)
    return re.compile(every, re.IGNORECASE), re.compile(last or r"(?!)", re.IGNORECASE)


def furniture(text: str) -> list[Span]:
    """Return the stretches of ``text`` that are page furniture, in order, neighbouring lines as one.

    Takes time linear in the text: a line longer than 300 characters is never looked at.
    """
    every, last = _patterns()
    spans: list[Span] = []
    joins = False  # whether only blank lines stand since the last stretch
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            is_furniture = len(bare) <= _LONGEST and every.fullmatch(bare) is not None
            if is_furniture:
                start = spans.pop().start if joins else start
                spans.append(Span(start, at + len(line.rstrip())))
                if last.fullmatch(bare):
                    spans[-1] = Span(start, len(text.rstrip()))
                    break
            joins = is_furniture
        at += len(line)
    return spans
