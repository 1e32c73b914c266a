import pytest

from app.extract.marks import Span
from app.resolve.capacity import capacity_of


@pytest.mark.parametrize(
    ("sentence", "capacity"),
    [
        ("Ida Holm chaired the session.", "chair"),
        ("The session was chaired by Ida Holm.", "chair"),
        ("Ida Holm, the minister of Norway, which this year presides over the council, spoke.", "chair"),
        ("The dialogue was co-chaired by Otto Lund and Minister Ida Holm.", "chair"),
        ("The team, led by Ida Holm, came.", "participant"),
        ("Ida Holm hosted the envoys.", "host"),
        ("At the invitation of Ida Holm the envoys came.", "host"),
        ("Ida Holm has invited the envoys.", "host"),
        ("The envoys were received by Ida Holm.", "host"),
        ("Ida Holm was invited to the session.", "guest"),
        ("Ida Holm also came at the invitation of Malta.", "guest"),
        ("Among those attending was Ida Holm.", "guest"),
        ("Ida Holm attended as an observer.", "observer"),
        ("The truce talks were mediated by Ida Holm.", "mediator"),
        ("Ida Holm met the envoys.", "participant"),
        ("The envoys left. Ida Holm spoke. The host thanked them.", "participant"),
    ],
)
def test_the_sentence_tells_in_what_capacity_somebody_takes_part(sentence: str, capacity: str) -> None:
    start = sentence.index("Ida Holm")
    assert capacity_of(sentence, Span(start, start + 8)).value == capacity
