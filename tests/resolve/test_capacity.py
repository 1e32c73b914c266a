from dataclasses import replace

import pytest

from app.extract.marks import Label, Mark, Span
from app.records import MeetingKind, MeetingStatus
from app.resolve.capacity import capacity_of, capacity_of_role, leads_side, tells_of_joint_chair, tells_of_visit
from tests.resolve.readings import occasion_in, resolved


@pytest.mark.parametrize(
    ("sentence", "capacity"),
    [
        ("Ida Holm chaired the session.", "chair"),
        ("The session was chaired by Ida Holm.", "chair"),
        ("Ida Holm, the minister of Norway, which this year presides over the council, spoke.", "chair"),
        ("The dialogue was co-chaired by Otto Lund and Minister Ida Holm.", "chair"),
        ("Ida Holm, who will preside, spoke.", "chair"),
        ("The session ended late, with Ida Holm in the chair.", "chair"),
        ("Ida Holm, whose country holds the rotating presidency, spoke.", "chair"),
        ("The session was chaired by the minister of trade, Mrs. Ida Holm.", "chair"),
        ("Ida Holm was elected Chair.", "chair"),
        ("Ida Holm led the virtual meeting.", "chair"),
        ("Ida Holm will be received by the envoys.", "participant"),
        ("The team, led by Ida Holm, came.", "participant"),
        ("The group of experts met all day under delegate Ida Holm.", "chair"),
        ("They met a delegation under Ida Holm.", "participant"),
        ("The co-chairs, Otto Lund and Ida Holm, spoke.", "chair"),
        ("In the chair was Ida Holm.", "chair"),
        ("Ida Holm will be in Oslo on Monday to co-chair the commission.", "chair"),
        ("Ida Holm met Otto Lund, who chairs the council.", "participant"),
        ("Ida Holm brought the rivals together.", "mediator"),
        ("Ida Holm hosted the envoys.", "host"),
        ("Ida Holm played host to the envoys.", "host"),
        ("Ida Holm gave a dinner for the envoys.", "host"),
        ("The envoys were received with joy by the Maltese host, Ida Holm.", "host"),
        ("The talks were convened by Ida Holm.", "host"),
        ("Ida Holm invited Otto Lund to Malta.", "participant"),
        ("At the invitation of Ida Holm the envoys came.", "host"),
        ("Ida Holm has invited the envoys.", "host"),
        ("The envoys were received by Ida Holm.", "host"),
        ("Ida Holm was invited to the session.", "guest"),
        ("Ida Holm also came at the invitation of Malta.", "guest"),
        ("Among those attending was Ida Holm.", "guest"),
        ("Ida Holm attended as an observer.", "observer"),
        ("Ida Holm of Malta watched the proceedings.", "observer"),
        ("Ida Holm and Otto Lund came as members, Ali Ba as observer.", "participant"),
        ("The truce talks were mediated by Ida Holm.", "mediator"),
        ("They negotiate under the auspices of envoy Ida Holm.", "mediator"),
        ("Mediator Ida Holm broke off the talks.", "mediator"),
        ("Ida Holm and Otto Lund were present as observers.", "observer"),
        ("Malta sent an observer, Ida Holm.", "observer"),
        ("Ida Holm came as guest of honour.", "guest"),
        ("Guests included Otto Lund and Ida Holm.", "guest"),
        ("Ida Holm met the envoys.", "participant"),
        ("The envoys left. Ida Holm spoke. The host thanked them.", "participant"),
    ],
)
def test_the_sentence_tells_in_what_capacity_somebody_takes_part(sentence: str, capacity: str) -> None:
    start = sentence.index("Ida Holm")
    assert capacity_of(sentence, Span(start, start + 8)).value == capacity


@pytest.mark.parametrize(
    ("role", "capacity"),
    [("chief mediator", "mediator"), ("Observers", "observer"), ("foreign minister", "participant")],
)
def test_an_office_may_itself_tell_the_capacity(role: str, capacity: str) -> None:
    assert capacity_of_role(role).value == capacity


def test_the_leaders_of_the_sides_of_a_commission_are_found() -> None:
    text = "The Maltese side was led by Ida Holm and the Chadian one by Ali Bakr. Later Per Vik came too."
    leading = [
        leads_side(text, Span(text.index(name), text.index(name) + 6)) for name in ("Ida Holm", "Ali Ba", "Per Vik")
    ]
    assert leading == [True, True, False]


def test_a_council_that_two_will_chair_together_is_chaired_by_both() -> None:
    text = "Ida Holm called Ali Ba ahead of the council, which they will co-chair. They spoke of trade."
    assert tells_of_joint_chair(text, [Span(32, 39)])
    assert not tells_of_joint_chair(text, [Span(text.index("spoke"), len(text) - 10)])


def test_a_visit_told_in_the_next_sentence_is_one() -> None:
    text = "Ida Holm had talks with Ali Ba in Bergen. The minister arrived on Monday."
    assert tells_of_visit(text, [Span(9, 18)])
    assert not tells_of_visit("Ida Holm had talks with Ali Ba in Bergen.", [Span(9, 18)])


def test_the_sentence_beside_a_plan_may_tell_another_journey() -> None:
    text = "Ida Holm will have talks with Ali Ba in Bergen. The minister arrived on Monday."
    assert not tells_of_visit(text, [Span(14, 24)], took_place=False)


def test_who_comes_to_the_speaker_s_place_visits_it() -> None:
    assert tells_of_visit("Ida Holm met Ali Ba here on Monday.", [Span(9, 12)])
    assert tells_of_visit("Ida Holm flew to Malta and met Ali Ba.", [Span(27, 30)])


def test_the_first_of_those_at_home_receives_and_the_others_sit_in() -> None:
    text = (
        "Norwegian Foreign Minister Ida Holm, on a visit to Peru, had talks with Peruvian President Luis Paz in Lima."
        " Peruvian Trade Minister Ana Gil attended."
    )
    talks = occasion_in(text, "talks", name="Ida Holm|Luis Paz|Ana Gil", place="Lima")
    (meeting,) = resolved(text, talks)
    told = {row.name: row.capacity.value for row in meeting.participants}
    assert told == {"Ida Holm": "participant", "Luis Paz": "host", "Ana Gil": "participant"}


def test_who_presides_over_one_occasion_need_not_preside_over_another() -> None:
    text = (
        "Norwegian Minister Ida Holm saw Peruvian Minister Luis Paz on Monday.\n\n"
        "The council meets on Friday, with Luis Paz in the chair."
    )
    seen = occasion_in(text, "saw", name="Ida Holm|Luis Paz")
    start = text.rindex("Luis Paz")
    seen = replace(seen, marks=(*seen.marks, Mark(Span(start, start + 8), Label.NAME)))
    council = occasion_in(text, "council", date="Friday")
    council = replace(council, marks=(*council.marks, Mark(Span(start, start + 8), Label.NAME)))
    first, _ = resolved(text, seen, replace(council, kind=MeetingKind.MINISTERIAL, status=MeetingStatus.PLANNED))
    assert {row.capacity.value for row in first.participants} == {"participant"}


def test_a_sentence_that_looks_back_in_passing_still_tells_who_presides() -> None:
    text = (
        "The council met on Monday. Peruvian Minister Luis Paz, who chaired it, said much had been done since the"
        " session of 1985. Norwegian Minister Ida Holm and Malta's Ana Borg attended."
    )
    council = occasion_in(text, "met", kind=MeetingKind.MINISTERIAL, name="Luis Paz|Ida Holm|Ana Borg", date="Monday")
    past = replace(occasion_in(text, "session", date="1985"), background=True)
    meeting, *_ = resolved(text, council, past)
    assert {row.name: row.capacity.value for row in meeting.participants}["Luis Paz"] == "chair"
