"""What holds of groups and merged meetings whatever the reports: made reports that often are close to each other."""

import random
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.merging import (
    Decision,
    Report,
    Ruling,
    Verdict,
    blocking_keys,
    groups,
    judged,
    may_join,
    merged,
    tied,
)
from tests.merging.telling import article, told

PEOPLE = (
    "Ana Ruiz/Foreign Minister/ES",
    "A. Ruiz/foreign minister/ES",
    "Luis Quispe/Foreign Minister/PE",
    "Quispe/-/PE",
    "-/foreign minister/PE",
    "Sergei Makei/President/BY",
    "Sergey Makey/President/BY",
    "-/-/BY",
    "Eva Soto/finance minister/CL",
    "-/ministers/NATO",
)
TEXTS = ("", *(" ".join(f"{word} {number}" for number in range(60)) for word in ("point", "paper")))

_whatever_it_takes = settings(deadline=None)  # the first look at the gazetteer reads it


@st.composite
def a_report(draw: st.DrawFn, number: int = 0) -> Report:
    country = draw(st.sampled_from([None, "PE", "ES"]))
    return told(
        draw(st.sampled_from("abcde")),
        draw(
            st.sampled_from(["bilateral", "call", "visit", "summit", "session", "ministerial", "other", "negotiation"])
        ),
        draw(st.sampled_from(["held", "held", "planned", "postponed"])),
        draw(st.sampled_from([None, "2031", "2031-05", "2031-05-06", "2031-05-06", "2031-05-07", "2031-06-01"])),
        draw(st.sampled_from([None, None, "2031-05-08"])),
        {None: None, "PE": "Lima", "ES": "Madrid"}[country] if draw(st.booleans()) else None,
        country,
        draw(st.sampled_from([None, None, "NATO", "North Atlantic Treaty Organization", "OPEC"])),
        "; ".join(draw(st.lists(st.sampled_from(PEOPLE), max_size=4, unique=True))),
        "; ".join(draw(st.lists(st.sampled_from(["fish", "ships", "the ships", "grain exports"]), max_size=3))),
        draw(st.sampled_from([None, "2031-05", "2031-05-01", "2031-05-06", "2031-05-07", "2031-06-02"])),
        key=f"m{number}",
        background=draw(st.sampled_from([False, False, True])),
        text=draw(st.sampled_from(TEXTS)),
        frame=draw(st.sampled_from([None, None, told("f", "summit", body="NATO"), told("f", "summit", body="OPEC")])),
    )


@st.composite
def several(draw: st.DrawFn) -> list[Report]:
    return [draw(a_report(number)) for number in range(draw(st.integers(2, 8)))]


@st.composite
def ruled(draw: st.DrawFn) -> tuple[list[Report], list[Decision]]:
    reports = draw(several())
    pairs = st.lists(st.sampled_from(reports), min_size=2, max_size=2, unique_by=lambda report: report.id)
    said = draw(st.lists(st.tuples(pairs, st.sampled_from(Ruling)), max_size=4))
    return reports, [Decision(one.id, other.id, ruling) for (one, other), ruling in said]


@_whatever_it_takes
@given(ruled(), st.randoms(use_true_random=False))
def test_the_same_reports_in_any_order_give_the_same_records(
    case: tuple[list[Report], list[Decision]], dice: random.Random
) -> None:
    reports, decisions = case
    found = groups(reports, decisions)
    shuffled = dice.sample(reports, len(reports))
    turned = [Decision(each.other, each.one, each.ruling) for each in decisions]
    assert groups([*shuffled, shuffled[0]], turned) == found
    for group in found:
        assert merged(dice.sample(group, len(group))) == merged(group)


@_whatever_it_takes
@given(ruled())
def test_every_report_is_in_one_group(case: tuple[list[Report], list[Decision]]) -> None:
    reports, decisions = case
    found = groups(reports, decisions)
    assert sorted(report.id for group in found for report in group) == sorted(report.id for report in reports)


@_whatever_it_takes
@given(several())
def test_a_group_alone_is_the_same_group(reports: list[Report]) -> None:
    for group in groups(reports):
        assert groups(group) == (group,)


@_whatever_it_takes
@given(several())
def test_reports_that_no_chain_of_pairs_connects_do_not_influence_each_other(reports: list[Report]) -> None:
    whole = groups(reports)
    left = {report.id: report for report in reports}
    while left:
        component = [left.pop(min(left))]
        for report in component:
            tied = [other for other in left.values() if may_join(report, other)]
            component += tied
            for other in tied:
                del left[other.id]
        assert set(groups(component)) <= set(whole)


@_whatever_it_takes
@given(several())
def test_no_group_holds_two_reports_that_contradict_each_other(reports: list[Report]) -> None:
    for group in groups(reports):
        assert len({report.article_id for report in group}) == len(group)
        assert all(judged(one, other).verdict is not Verdict.APART for one, other in combinations(group, 2))


@_whatever_it_takes
@given(several())
def test_two_reports_of_one_occasion_share_a_key_and_the_order_of_the_two_does_not_matter(
    reports: list[Report],
) -> None:
    for one, other in combinations(reports, 2):
        assert judged(one, other) == judged(other, one)
        if may_join(one, other):
            assert blocking_keys(one) & blocking_keys(other)


@_whatever_it_takes
@given(ruled())
def test_what_editors_ruled_apart_stays_apart(case: tuple[list[Report], list[Decision]]) -> None:
    reports, decisions = case
    last = {decision.about: decision.ruling for decision in decisions}
    for group in groups(reports, decisions):
        for one, other in combinations(group, 2):
            assert last.get(frozenset({one.id, other.id})) is not Ruling.APART


@_whatever_it_takes
@given(several())
def test_what_an_editor_ruled_the_same_is_one_record_whatever_speaks_against_it(reports: list[Report]) -> None:
    one, other, *_ = reports
    found = groups(reports, [Decision(one.id, other.id, Ruling.SAME)])
    assert any({one.id, other.id} <= {report.id for report in group} for group in found)


@_whatever_it_takes
@given(several(), a_report(99))
def test_a_later_near_copy_of_an_article_changes_only_the_sources(reports: list[Report], report: Report) -> None:
    text = " ".join(f"matter {number}" for number in range(80))
    own = told("g", text=text)
    report = replace(report, signature=own.signature, published="2031-05-01")
    copy = replace(report, id=told("h").id, article_id=article("h"), published="2031-07-01")
    group = [each for each in reports if each.published is None or each.published > "2031-05-01"] + [report]
    before, after = merged(group), merged([*group, copy])
    assert replace(after, sources=()) == replace(before, sources=())
    assert len(after.sources) == len(before.sources) + 1


@_whatever_it_takes
@given(several())
def test_a_merged_meeting_takes_each_value_from_a_report_and_says_where_it_stands(reports: list[Report]) -> None:
    for group in groups(reports):
        found = merged(group)
        told_by = {claim.article_id: claim.meeting for claim in found.claims}
        for name in ("kind", "start_date", "end_date", "city", "country", "organization"):
            value = getattr(found.facts, name)
            assert value is None or value in {getattr(meeting, name) for meeting in told_by.values()}
        names = {who.name for meeting in told_by.values() for who in meeting.participants}
        assert {who.name for who in found.participants} <= names
        for quote in found.evidence:
            assert any(
                (words.start, words.end, words.quote) == (quote.start, quote.end, quote.quote)
                for words in told_by[quote.article_id].evidence
            )
        for conflict in found.conflicts:
            assert len({version.value for version in conflict.versions}) == len(conflict.versions) > 1


@_whatever_it_takes
@given(ruled(), st.integers(1, 7))
def test_asking_for_many_at_once_gives_what_asking_for_each_two_gives(
    case: tuple[list[Report], list[Decision]], some: int
) -> None:
    (reports, decisions), last = case, {decision.about: decision.ruling for decision in case[1]}

    def go_together(one: Report, other: Report) -> bool:
        ruling = last.get(frozenset({one.id, other.id}))
        return may_join(one, other) if ruling is None else ruling is Ruling.SAME

    asking, asked = reports[:some], reports[some:]
    assert tied(asking, asked, decisions) == {
        other.id for other in asked if any(go_together(report, other) for report in asking)
    }


def test_the_last_word_of_an_editor_counts() -> None:
    one, other = told("a"), told("b", day="2031-05-09")
    same, apart = (Decision(one.id, other.id, ruling) for ruling in (Ruling.SAME, Ruling.APART))
    assert len(groups([one, other], [apart, same])) == 1
    assert len(groups([one, other], [same, apart])) == 2


def test_decisions_about_reports_that_are_gone_are_passed_over() -> None:
    one, gone = told("a"), told("b")
    assert groups([one], [Decision(one.id, gone.id, Ruling.SAME)]) == ((one,),)


def test_a_new_report_goes_to_the_part_that_an_editor_split_off_when_it_agrees_with_it_more() -> None:
    whole = [
        told("a", city="Lima", country="PE", people="Ana Ruiz/-/ES; Luis Quispe/-/PE"),
        told("b", people="Ana Ruiz/-/ES; Luis Quispe/-/PE"),
    ]
    new = told("c", city="Lima", country="PE", people="Ana Ruiz/-/ES; Luis Quispe/-/PE")
    found = groups([*whole, new], [Decision(whole[0].id, whole[1].id, Ruling.APART)])
    assert {frozenset(report.id for report in group) for group in found} == {
        frozenset({whole[0].id, new.id}),
        frozenset({whole[1].id}),
    }
