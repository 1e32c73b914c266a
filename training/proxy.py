"""The plainest resolver there can be, to see what a reading is worth end to end: the words as they were marked."""

from app.extract.dates import date_words
from app.extract.marks import Label, Mark, Occasion, Reading, Span
from app.gazetteer.load import countries
from app.resolve.when import resolve_date
from training.reader.links import name_key
from training.surfaces import day_written, head_of


def _code(words: str) -> str | None:
    bare = words.lower().removeprefix("the ").removesuffix("’s").removesuffix("'s").strip(" .")
    return _CODES.get(bare)


_CODES = {
    name.lower().strip("."): state.code
    for state in reversed(countries().values())
    for name in (state.name, state.official, *state.aliases, *state.adjectives, *state.people, *state.capitals)
    if name
}


def _gap(a: Span, b: Span) -> int:
    return max(0, b.start - a.end, a.start - b.end)


def meetings_of(reading: Reading, text: str, published: str | None) -> list[dict[str, object]]:
    """Return meeting records in the scorer's form, without what takes more knowledge than a table."""
    return [_meeting(number, occasion, text, published) for number, occasion in enumerate(reading)]


def _day(occasion: Occasion, text: str, published: str | None) -> str | None:
    writing = day_written(text, head_of(text), published)
    said = {words.span: words for words in date_words(text)}
    for mark in occasion.marks:
        if mark.label is Label.DATE:
            words = next(
                (w for span, w in said.items() if span.start < mark.span.end and mark.span.start < span.end), None
            )
            when = resolve_date(words, writing, planned=occasion.status == "planned").start if words else None
            if when:
                return when
    return None


def _meeting(number: int, occasion: Occasion, text: str, published: str | None) -> dict[str, object]:
    marks = occasion.marks
    items = []
    for mark in marks:
        if mark.label in {Label.TOPIC, Label.DOCUMENT, Label.DECISION} and mark.span.of(text).lower() not in {
            str(i["text"]).lower() for i in items
        }:
            items.append({"text": mark.span.of(text), "kind": mark.label.value})
    place = next((m for m in marks if m.label is Label.PLACE and m.span.of(text) != "here"), None)
    body = next((m for m in marks if m.label is Label.BODY), None)
    city = place.span.of(text).title() if place else None
    return {
        "key": f"m{number + 1}", "title": "", "kind": occasion.kind, "status": occasion.status,
        "background": occasion.background,
        "parent": f"m{occasion.parent + 1}" if occasion.parent is not None else None,
        "start_date": _day(occasion, text, published), "end_date": None,
        "city": city, "country": _code(city) if city else None,
        "organization": body.span.of(text) if body else None,
        "participants": _participants(marks, text), "agenda_items": items,
    }  # fmt: skip


def _participants(marks: tuple[Mark, ...], text: str) -> list[dict[str, object]]:
    roles = [m.span for m in marks if m.label is Label.ROLE]
    parties = [m.span for m in marks if m.label is Label.PARTY]
    people: dict[str, list[Span]] = {}
    for mark in marks:
        if mark.label is Label.NAME:
            people.setdefault(name_key(mark.span.of(text)), []).append(mark.span)
    rows: list[dict[str, object]] = []
    used_roles: set[Span] = set()
    used_parties: set[Span] = set()
    for mentions in people.values():
        fullest = max(mentions, key=lambda s: (s.end - s.start, -s.start))
        beside = [(min(_gap(r, m) for m in mentions), -(r.end - r.start), r) for r in roles]
        role = min(beside)[2] if beside and min(beside)[0] <= 45 else None
        used_roles |= {r for g, _, r in beside if g <= 3}
        held = [*mentions, *([role] if role else [])]
        states = sorted((min(_gap(p, h) for h in held), p) for p in parties)
        used_parties |= {p for g, p in states if g <= 12}
        first = next((p for g, p in states if g <= 45), None)
        used_roles |= {role} if role else set()
        rows.append(
            {
                "name": fullest.of(text),
                "role": role.of(text) if role else None,
                **_side(first, text),
                "capacity": "participant",
            }
        )
    free_roles = [
        r
        for r in roles
        if r not in used_roles and not any(r.of(text).lower() == str(x["role"]).lower() for x in rows if x["name"])
    ]
    free_parties = [p for p in parties if p not in used_parties]
    seen = {(r["role"] and None, r["country"], r["organization"]) for r in rows if not r["name"]}
    paired: set[Span] = set()
    for party in free_parties:
        side = _side(party, text)
        role = min(((_gap(r, party), r) for r in free_roles), default=(999, None))
        key = (None, side["country"], side["organization"])
        if key in seen or (role[0] > 150 and any(x["country"] == side["country"] and side["country"] for x in rows)):
            continue
        seen.add(key)
        if role[1] is not None and role[0] <= 150:
            paired.add(role[1])
        rows.append(
            {
                "name": None,
                "role": role[1].of(text) if role[1] is not None and role[0] <= 150 else None,
                **side,
                "capacity": "participant",
            }
        )
    said = set()
    for role in free_roles:
        if role not in paired and role.of(text).lower() not in said:
            said.add(role.of(text).lower())
            rows.append(
                {"name": None, "role": role.of(text), "country": None, "organization": None, "capacity": "participant"}
            )
    return rows


def _side(party: Span | None, text: str) -> dict[str, object]:
    if party is None:
        return {"country": None, "organization": None}
    code = _code(party.of(text))
    return {"country": code, "organization": None if code else party.of(text)}
