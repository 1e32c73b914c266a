import pytest

from app.extract.marks import Label, Mark, Occasion, Span
from app.records import MeetingKind, MeetingStatus
from app.resolve.bodies import body_of
from app.resolve.cast import cast_of
from app.resolve.who import participants


def meets(text: str, kind: MeetingKind, mention: str, *marks: tuple[Label, str]) -> str | None:
    spans = tuple(Mark(Span(text.index(words), text.index(words) + len(words)), label) for label, words in marks)
    at = Span(text.index(mention), text.index(mention) + len(mention))
    occasion = Occasion((at,), kind, MeetingStatus.HELD, background=False, parent=None, marks=spans)
    cast = cast_of(text, spans)
    found = body_of(cast, occasion, participants(cast, occasion))
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "kind", "mention", "marks", "expected"),
    [
        ("The ASEAN special meeting opened.", MeetingKind.SESSION, "meeting", (), "ASEAN"),
        ("The OPEC conference opened.", MeetingKind.CONFERENCE, "conference", (), "OPEC conference"),
        ("A meeting of foreign ministers of the ASEAN opened.", MeetingKind.MINISTERIAL, "meeting", (), "ASEAN"),
        ("A summit with the ASEAN opened.", MeetingKind.SUMMIT, "summit", (), None),
        ("The Peru-ASEAN summit opened.", MeetingKind.SUMMIT, "summit", (), None),
        ("The OPEC talks opened.", MeetingKind.BILATERAL, "talks", (), None),
        ("EC farm ministers argued; they met late.", MeetingKind.MINISTERIAL, "met",
         ((Label.PARTY, "EC"), (Label.ROLE, "farm ministers")), "EC"),
        ("The OPEC pricing panel held a meeting.", MeetingKind.SESSION, "meeting",
         ((Label.BODY, "OPEC pricing panel"),), "OPEC"),
        ("The Lake Fishery Board (LFB) is old. The LFB meeting opened.", MeetingKind.SESSION, "meeting",
         ((Label.BODY, "LFB"),), "Lake Fishery Board"),
        ("They held a call of the Lake Fishery Board.", MeetingKind.CALL, "call",
         ((Label.BODY, "Lake Fishery Board"),), "Lake Fishery Board"),
        ("They spoke. He thanked the Lake Fishery Board.", MeetingKind.CALL, "spoke",
         ((Label.BODY, "Lake Fishery Board"),), None),
        ("They held global trade talks.", MeetingKind.NEGOTIATION, "talks", ((Label.BODY, "global trade"),), None),
    ],
)  # fmt: skip
def test_the_body_that_meets_is_the_one_marked_or_named_beside_the_occasion(
    text: str, kind: MeetingKind, mention: str, marks: tuple[tuple[Label, str], ...], expected: str | None
) -> None:
    assert meets(text, kind, mention, *marks) == expected
