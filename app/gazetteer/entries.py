"""What the gazetteer knows, as frozen records: one for each line of a data file."""

from dataclasses import dataclass
from enum import StrEnum

from app.records import MeetingKind


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. ``since`` and ``until`` are its first and last year, None when they do not matter.

    ``before`` is the code of the state that it was part of until then, None when it was none or does not matter.
    """

    code: str
    name: str
    official: str | None
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    since: int | None
    until: int | None
    before: str | None


@dataclass(frozen=True, slots=True)
class City:
    """A city or a place where people meet. ``bare`` is false when its name alone must not be taken for the city.

    ``population`` is 0 when unknown; ``capital`` says whether it is the capital of its ``country``.
    """

    name: str
    country: str
    population: int
    aliases: tuple[str, ...]
    capital: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class Venue:
    """A building, estate or office that everybody places. ``city`` is None for a ministry named by its state alone.

    ``speaks_for`` is the country code of the state that the name may stand for ("the Kremlin said"), or None.
    """

    name: str
    city: str | None
    country: str
    aliases: tuple[str, ...]
    speaks_for: str | None


class BodyKind(StrEnum):
    """What sort of body an organisation is."""

    ORGANISATION = "organisation"  # a standing international organisation
    ALLIANCE = "alliance"
    COUNCIL = "council"  # a council of ministers or of heads
    ASSEMBLY = "assembly"  # a parliament or general assembly
    BOARD = "board"  # a board, committee or commission
    AGENCY = "agency"  # a specialised agency or secretariat
    GROUP = "group"  # an informal group of states
    BANK = "bank"
    COURT = "court"
    MOVEMENT = "movement"  # a party, army or movement that acts for itself
    FORUM = "forum"  # a standing conference or dialogue
    SOCIETY = "society"  # a non-governmental body


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets or is represented. ``members`` are country codes, for knowledge only, of fixed groups."""

    name: str
    acronyms: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: BodyKind
    members: tuple[str, ...]
    city: str | None
    country: str | None


class Rank(StrEnum):
    """How high an office stands, or what sort of office it is."""

    HEAD = "head"  # head of state or government, monarch, heir who acts for one
    FOREIGN_MINISTER = "foreign minister"
    MINISTER = "minister"
    OFFICIAL = "official"  # deputy ministers, advisers, directors
    AMBASSADOR = "ambassador"
    ENVOY = "envoy"
    BODY_HEAD = "head of body"
    MILITARY = "military"
    LEGISLATOR = "legislator"
    LOCAL = "local"  # governors, mayors
    PRIVATE = "private"
    SPOKESMAN = "spokesman"
    ANY = "any"  # counterparts, representatives, delegations: the rank of whom they stand beside


class TitleUse(StrEnum):
    """What a title does beside a name."""

    OFFICE = "office"
    PREFIX = "prefix"  # deputy, acting, former: stands before an office and becomes part of it
    HONOUR = "honour"  # Mr., Dr., His Excellency: no part of name or role
    GROUP = "group"  # ministers, officials, leaders: several people without a name
    COUNTERPART = "counterpart"  # stands for the office of the other side


@dataclass(frozen=True, slots=True)
class Title:
    """An office, honour or group noun. ``singular`` is the office of one of a group, else the words themselves.

    ``takes_of`` says that "of X" or "for X" after it belongs to the office.
    """

    words: str
    use: TitleUse
    rank: Rank
    singular: str
    takes_of: bool


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What a readout's short words stand for: "the Secretary" of a US readout is the Secretary of State."""

    words: str
    country: str | None
    office: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class Organ:
    """An office, ministry or agency that only one state has: "Bundesbank", "Chancellor of the Exchequer"."""

    words: str
    country: str


@dataclass(frozen=True, slots=True)
class Officeholder:
    """Somebody known to hold or have held an office of state, with the years; no last year when it is not over."""

    name: str
    country: str
    since: int
    until: int | None


class TriggerUse(StrEnum):
    """What a phrase tells of an occasion."""

    OCCASION = "occasion"  # denotes a meeting
    COUNTER = "counter"  # looks like one and is none
    SIGN = "sign"  # may denote one, or not


@dataclass(frozen=True, slots=True)
class Trigger:
    """A phrase in all its forms. ``kind`` is the meeting kind it names, if any."""

    forms: tuple[str, ...]
    use: TriggerUse
    kind: MeetingKind | None


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency, publisher or press office and where it speaks from.

    ``official`` is true for an office whose own readouts speak for its state or body.
    """

    name: str
    marks: tuple[str, ...]
    city: str | None
    country: str | None
    official: bool


@dataclass(frozen=True, slots=True)
class Furniture:
    """A pattern that a whole line of page furniture matches, case-blind, with an example of it."""

    pattern: str
    example: str
    ends_article: bool


Entry = Country | City | Venue | Body | Title | Trigger | Agency


class EntryKind(StrEnum):
    """In what sense a phrase stands for its entry."""

    COUNTRY = "country"  # the state's name
    DEMONYM = "demonym"  # its adjective: "Tajik", "U.S."
    PEOPLE = "people"  # its people: "Spaniards"
    CITY = "city"
    VENUE = "venue"
    BODY = "body"
    TITLE = "title"
    TRIGGER = "trigger"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a phrase."""

    kind: EntryKind
    entry: Entry


@dataclass(frozen=True, slots=True)
class Find:
    """A known phrase in a text, ``words == text[start:end]``, with all its readings, the likeliest first."""

    start: int
    end: int
    words: str
    senses: tuple[Sense, ...]

    @property
    def entry_kind(self) -> EntryKind:
        """The kind of the likeliest reading."""
        return self.senses[0].kind

    @property
    def entry(self) -> Entry:
        """The entry of the likeliest reading."""
        return self.senses[0].entry

    def sense(self, kind: EntryKind) -> Entry | None:
        """Return the first entry read in this sense, or None."""
        return next((sense.entry for sense in self.senses if sense.kind is kind), None)
