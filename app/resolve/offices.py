"""What an office is: the words for it, and the state or body that it speaks for."""

from dataclasses import dataclass

from app.extract.marks import Span
from app.gazetteer import Body, Country, Find


@dataclass(frozen=True, slots=True)
class Side:
    """A state or a body that somebody represents, and the words that say so."""

    country: str | None
    organization: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Office:
    """An office in the article's words, the words, and the sides it speaks for. Any of them may be unknown."""

    role: str | None = None
    role_span: Span | None = None
    country: Side | None = None
    organization: Side | None = None

    @property
    def known(self) -> int:
        """How much is known: what is fuller is preferred."""
        return sum(part is not None for part in (self.role, self.country, self.organization))

    def filled(self, other: "Office") -> "Office":
        """Return this office with what it lacks taken from another mention."""
        takes_role = self.role is None
        return Office(
            other.role if takes_role else self.role,
            other.role_span if takes_role else self.role_span,
            self.country or other.country,
            self.organization or (other.organization if self.country is None or takes_role else None),
        )


def side(find: Find) -> Side | None:
    """Return the state or body that a phrase stands for, or None for an office."""
    span = Span(find.start, find.end)
    for sense in find.senses:
        if isinstance(sense.entry, Country):
            return Side(sense.entry.code, None, span)
        if isinstance(sense.entry, Body):
            return Side(None, find.words, span)
    return None


HONOURS = (
    r"(?:(?:(?:Mr|Mrs|Ms|Mme|Dr|Prof|Hon|Rt|Amb|Eng|Gen|HE|H\.E|M)\.?"
    r"|Sir|Sheikh|Sayyid|Ratu|Alhaji|Datuk|Dato['’]?|Sri|Prince|Comrade|Maulvi|Mullah)\s+)*"
)
"""What may stand between an office and a name."""
