import pytest

from app.merging.offices import office_key, offices_differ, same_office
from app.merging.people import same_person
from app.merging.traits import person_of
from app.records import Participant


def _person(words: str) -> Participant:
    name, role, country = [part if part != "-" else None for part in (*words.split("/"), "-", "-")[:3]]
    return Participant(name=name, role=role, country=country)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Vladimir Makei", "Uladzimir Makey/-/BY"),
        ("Viktor Yanukovich", "Viktor Yanukovych"),
        ("Alexander Lukashenko", "Aliaksandr Lukashenka/-/BY"),
        ("Edvard Nalbandian", "Eduard Nalbandyan/-/AM"),
        ("Сергей Лавров", "Sergey Lavrov"),
        ("Emomali Rahmon", "Emomali Rakhmon"),
        ("Sergey Viktorovich Lavrov", "Sergey V. Lavrov"),
        ("Wang Yi", "Yi Wang"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("Joseph R. Biden, Jr.", "Joseph Biden"),
        ("Recep Tayyip Erdoğan", "Tayyip Erdogan"),
        ("Lavrov/-/RU", "Sergey Lavrov/Foreign Minister/RU"),
        ("Lavrov/foreign minister/-", "Sergey Lavrov/Foreign Minister/RU"),
        ("Joe Holm/President/NO", "Joseph Holm/President/NO"),
        ("Chingiz Aidarbekov/Foreign Minister/KG", "Chyngyz Aydarbekov/foreign minister/KG"),
    ],
)
def test_one_person_in_two_spellings_is_one(one: str, other: str) -> None:
    assert same_person(person_of(_person(one)), person_of(_person(other)))
    assert same_person(person_of(_person(other)), person_of(_person(one)))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Lavrov", "Sergey Lavrov", "a surname alone"),
        ("Lavrov/-/RU", "Lavrov/-/BG", "one surname in two states"),
        ("Sergey Lavrov/-/RU", "Sergey Ivanov/-/RU", "a given name alone"),
        ("Lech Nowak/President/PL", "Marek Nowak/Prime Minister/PL", "brothers in two offices"),
        ("Hun Sen/-/KH", "Hun Manet/-/KH", "father and son"),
        ("Abe/-/JP", "Aso/-/JP", "short names that are close"),
        ("Li Keqiang/-/CN", "Li Zhanshu/-/CN", "a frequent surname"),
        ("Ana Ruiz/Foreign Minister/ES", "Luis Quispe/Foreign Minister/ES", "two holders of one office"),
    ],
)
def test_two_people_are_two(one: str, other: str, why: str) -> None:
    assert not same_person(person_of(_person(one)), person_of(_person(other))), why
    assert not same_person(person_of(_person(other)), person_of(_person(one))), why


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("foreign minister", "Minister of Foreign Affairs", True),
        ("top diplomat", "Foreign Minister", True),
        ("farm minister", "Minister of Agriculture", True),
        ("Defence Minister", "Secretary of Defense", True),
        ("finance minister", "defence minister", False),
        ("President", "Prime Minister", False),
        ("foreign minister", "deputy foreign minister", False),
        ("ministers", "minister", False),
    ],
)
def test_offices_are_one_under_any_of_their_names(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_office(one, other) is same
    assert same_office(other, one) is same


def test_offices_of_no_known_rank_never_contradict() -> None:
    assert not offices_differ("keeper of the seal", "President")
    assert offices_differ("President", "Prime Minister")


def test_ministers_of_any_field_say_nothing_of_who_else_is_there() -> None:
    assert office_key("ministers") is None
    assert office_key("officials") is None
    assert office_key("finance ministers") == office_key("Treasury Secretary")
