"""Events whose anniversaries date a text that gives no year.

Source: the years are common historical knowledge (any encyclopaedia); the wordings are those in which reports name the
events. Known fault: an anniversary that is only being prepared falls in the year after the report.
"""

import re

_EVENTS = (
    (
        (
            r"victory\b.{0,80}(?:World War (?:Two|II|2)|Great Patriotic War|Nazi|fascis)"
            r"|end of (?:the )?(?:Second World War|World War (?:Two|II))"
        ),
        1945,
    ),
    (r"(?:founding|foundation|establishment|creation)? ?(?:of )?the (?:United Nations|UN Charter)\b", 1945),
    (r"(?:North Atlantic Treaty|NATO)\b", 1949),
    (r"Helsinki Final Act", 1975),
    (r"fall of the Berlin Wall", 1989),
    (r"Treaty of Rome|Rome Treat(?:y|ies)", 1957),
    (r"(?:CIS|Commonwealth of Independent States)\b", 1991),
    (r"ASEAN\b", 1967),
    (r"(?:SCO|Shanghai Cooperation Organi[sz]ation)\b", 2001),
    (r"end of (?:the )?(?:First World War|World War (?:One|I))", 1918),
    (r"October Revolution", 1917),
    (r"People's Republic of China|PRC\b", 1949),
    (r"Universal Declaration of Human Rights", 1948),
    (r"Elys[ée]e Treaty", 1963),
    (r"Non-Aligned Movement", 1961),
)
FOUNDING_YEARS: tuple[tuple[re.Pattern[str], int], ...] = tuple((re.compile(form), year) for form, year in _EVENTS)
"""Pairs of a pattern that names an event and the year in which it happened, the more telling events first."""
