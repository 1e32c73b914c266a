"""Ids made from content."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import ids

ARTICLE = ids.article_id("Ministers met.")
MEETING = ids.meeting_id(ARTICLE, "m1")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (ARTICLE, "0e62304c-5830-5837-8b8a-ddce3c3c064d"),
        (MEETING, "10cc5785-516f-5e2e-8533-6fcf9ff57266"),
        (ids.participant_id(MEETING, 0), "caea4d39-dd96-5656-8ed0-36e8ecc85938"),
        (ids.agenda_item_id(MEETING, 0), "dfefc847-f796-5584-af56-527aec123fb5"),
        (ids.evidence_id(MEETING, 0), "7d81b2c2-4c13-574b-9abd-afa2af0f6ad2"),
        (ids.person_id("Sergey Lavrov"), "a0580339-96ab-5482-b91e-472254e97999"),
        (ids.organization_id("Society of Lighthouse Keepers"), "a95981b4-362e-5ff7-9e8d-96578e1578a8"),
    ],
)
def test_ids_stay_what_people_have_kept(made: uuid.UUID, expected: str) -> None:
    assert str(made) == expected


def test_only_exactly_the_same_text_is_the_same_article() -> None:
    assert ids.article_id("Ministers met.") == ARTICLE
    assert len({ids.article_id(text) for text in ("Ministers met.", "Ministers met. ", "Ministers met.\r\n", "")}) == 4


def test_things_of_one_meeting_have_ids_of_their_own() -> None:
    makers = (ids.participant_id, ids.agenda_item_id, ids.evidence_id)
    made = {make(MEETING, position) for make in makers for position in range(3)}
    assert len(made) == 9


@pytest.mark.parametrize(
    "spelling", ["Þórdís Jónsdóttir", "Thordis Jonsdottir", "THORDIS  JONSDOTTIR", " þo\u0301rdi\u0301s jónsdóttir\n"]
)
def test_a_person_is_the_same_in_any_case_and_without_accents(spelling: str) -> None:
    assert ids.person_id(spelling) == ids.person_id("Þórdís Jónsdóttir")


def test_names_of_mere_signs_stay_apart() -> None:
    assert ids.person_id("\ue000") != ids.person_id("\ue001")


@pytest.mark.parametrize("name", ["OSCE", "the OSCE", "Organisation for Security and Cooperation in Europe"])
def test_a_body_is_the_same_by_acronym_and_by_every_name_that_is_known(name: str) -> None:
    assert ids.organization_id(name) == ids.organization_id("Organization for Security and Co-operation in Europe")


def test_a_body_that_nobody_knows_has_an_id_by_its_name() -> None:
    assert ids.organization_id("Society of Lighthouse Keepers") == ids.organization_id("society of lighthouse keepers")


@given(st.text(min_size=1))
def test_every_name_has_an_id_that_folding_does_not_change(name: str) -> None:
    assert ids.person_id(ids.fold(name)) == ids.person_id(name)
