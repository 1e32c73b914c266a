"""The likeliest side of each of those who take part in an occasion without words that tell it."""

from collections import defaultdict

from app.extract.marks import Label, Occasion
from app.resolve.cast import Cast, side_at
from app.resolve.clues import Case
from app.resolve.likeliest import likeliest_side
from app.resolve.offices import Office, Side
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
        self._sides = [office.country for office in here.values() if office.country]
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

    def of_own_cabinet(self, office: Office) -> Side | None:
        """Return the state of all who take part, if it is one, for a cabinet sits with its own; or the likeliest."""
        if len({side.country for side in self._sides}) == 1:
            return self._sides[0]
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
