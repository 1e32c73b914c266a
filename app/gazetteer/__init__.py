"""What is known beforehand: states, cities, bodies, offices and the phrases that report a meeting.

Everything known is a line of a data file under ``data/``, each file with its source on top; this package reads them
once, finds their phrases in a text (``scan``) and answers by name (``country_named`` and the like).
"""

from app.gazetteer.entries import (
    Agency,
    Body,
    BodyKind,
    City,
    Country,
    Entry,
    EntryKind,
    Find,
    Furniture,
    Rank,
    Sense,
    ShortForm,
    Title,
    TitleUse,
    Trigger,
    TriggerUse,
    Venue,
)
from app.gazetteer.load import furniture, short_forms
from app.gazetteer.lookup import (
    agency_named,
    at_the_time,
    body_named,
    capital_of,
    city_named,
    country,
    country_named,
    country_of_city,
    country_of_demonym,
    existed,
    title_named,
    venue_named,
)
from app.gazetteer.scan import scan

__all__ = [
    "Agency",
    "Body",
    "BodyKind",
    "City",
    "Country",
    "Entry",
    "EntryKind",
    "Find",
    "Furniture",
    "Rank",
    "Sense",
    "ShortForm",
    "Title",
    "TitleUse",
    "Trigger",
    "TriggerUse",
    "Venue",
    "agency_named",
    "at_the_time",
    "body_named",
    "capital_of",
    "city_named",
    "country",
    "country_named",
    "country_of_city",
    "country_of_demonym",
    "existed",
    "furniture",
    "scan",
    "short_forms",
    "title_named",
    "venue_named",
]
