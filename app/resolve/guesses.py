"""The likeliest side of each of those who take part in an occasion without words that tell it."""

from collections import defaultdict

from app.extract.marks import Label, Occasion
from app.gazetteer import Rank
from app.resolve.cast import Cast, side_at
from app.resolve.clues import Case
from app.resolve.likeliest import likeliest_side
from app.resolve.offices import Office, Side
from app.resolve.phrases import title_in
from app.resolve.sides import Setting


class Guesses:
    """What is known of an occasion's states, and what is likeliest on its grounds for somebody else."""

    def __init__(self, cast: Cast, occasion: Occasion, here: dict[int, Office], setting: Setting) -> None:
        """Start from the offices that words tell, of those ``here`` and of all others in the text."""
        self._cast, self.setting = cast, setting
        sides = [side_at(cast, mark.span) for mark in occasion.marks if mark.label is Label.PARTY]
        self._parties = tuple(party.country for party in sides if party is not None and party.country)
        self._told: list[str] = []
        self._known: dict[int, str] = {}
        self._holders: dict[str | None, list[str]] = defaultdict(list)
        self._heads = [office.country for office in here.values() if office.country and _is_head(office)]
        for at, office in (dict(enumerate(cast.offices)) | here).items():
            if office.country and office.country.country:
                self._know(at, office.country.country, takes_part=at in here)

    def of_person(self, at: int, office: Office) -> Side | None:
        """Return the likeliest state of a person, or None, and count with it for those who come after."""
        meant = self._of(at, office)
        if meant is not None and meant.country is not None:
            self._know(at, meant.country, takes_part=True)
        return meant

    def of_office(self, office: Office) -> Side | None:
        """Return the likeliest state of somebody who is told by an office alone, or None."""
        return self._of(None, office)

    def of_organ(self, office: Office, *, with_head: bool) -> Side | None:
        """Return the state of a cabinet or government: that of the place that others come to, or the likeliest.

        One that sits ``with_head`` has the state of the head of state or government who takes part, unless somebody of
        another state does.
        """
        states = {*self._told, *self._parties}
        if with_head and self._heads and len(states) == 1:
            return self._heads[0]
        if states and self.setting.place and self.setting.place not in states and office.role_span is not None:
            return Side(self.setting.place, None, office.role_span)
        return self._of(None, office)

    def _of(self, at: int | None, office: Office) -> Side | None:
        role = _plain_role(office)
        peers = self._holders[role] if role else ()
        return likeliest_side(Case(self._cast, at, office, self._known, peers, self._told, self._parties, self.setting))

    def _know(self, at: int, code: str, *, takes_part: bool) -> None:
        self._known[at] = code
        self._holders[_plain_role(self._cast.offices[at])].append(code)
        if takes_part:
            self._told.append(code)


def _plain_role(office: Office) -> str | None:
    return office.role.lower() if office.role else None


def _is_head(office: Office) -> bool:
    title = title_in(office.role) if office.role else None
    return title is not None and title.rank is Rank.HEAD
