"""The tables. Reports are the truth: what each article says of each meeting, and what editors said of them.

A row of ``meetings``, with what belongs to it, is the record that is made of the reports of one occasion; its
``document`` is the same record as JSON, made once when it is saved.

Ids are UUIDs of version 5 made from content (see ``app.store.ids``), so ingesting the same articles anywhere gives the
same ids. Texts that are sorted or compared are ASCII or collate by code point, so both databases agree on every order.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

metadata = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""A text that lists are sorted by: by code point, as SQLite does by itself."""


class UtcDateTime(sa.types.TypeDecorator[dt.datetime]):
    """A moment in UTC, aware on both databases (SQLite itself forgets the zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Refuse a moment without a zone; store it in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give the moment back with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class CountryRow(SQLModel, table=True):
    """A state, present or past, that some record names."""

    __tablename__ = "countries"

    code: str = Field(primary_key=True, max_length=2)
    name: str = Field(sa_type=NAME)


class OrganizationRow(SQLModel, table=True):
    """A body that meets or is represented."""

    __tablename__ = "organizations"
    __table_args__ = (sa.Index(None, "name", "id"),)

    id: uuid.UUID = Field(primary_key=True)
    name: str = Field(sa_type=NAME)
    acronym: str | None = Field(default=None, sa_type=NAME)


class PersonRow(SQLModel, table=True):
    """Somebody who takes part under a name."""

    __tablename__ = "people"
    __table_args__ = (sa.Index(None, "name", "id"),)

    id: uuid.UUID = Field(primary_key=True)
    name: str = Field(sa_type=NAME)


class ArticleRow(SQLModel, table=True):
    """An article, its text exactly as read."""

    __tablename__ = "articles"
    __table_args__ = (sa.Index(None, "created_at", "id"), sa.Index(None, "modified_at", "id"))

    id: uuid.UUID = Field(primary_key=True)
    text: str = Field(sa_type=sa.Text)
    title: str | None = Field(default=None, sa_type=sa.Text)
    published: str | None = None
    publisher: str | None = Field(default=None, sa_type=NAME)
    external_id: str | None = Field(default=None, index=True)  # the id that the source gave it
    origin: str  # where it was first read from: a file, never with the machine's folders; an address; a request
    extractor: str  # the version of the rules that read it
    signature: bytes | None = Field(
        default=None, sa_type=sa.LargeBinary
    )  # by which near-copies are known; see ``app.merging``
    created_at: dt.datetime = Field(sa_type=UtcDateTime)
    modified_at: dt.datetime = Field(sa_type=UtcDateTime)


class MeetingRow(SQLModel, table=True):
    """A meeting: the record of one occasion. It has the id, article and key of its first report."""

    __tablename__ = "meetings"
    __table_args__ = (
        sa.Index(None, "sort_day", "id"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "modified_at", "id"),
        sa.Index("ix_meetings_deleted", "id", sqlite_where=sa.text("deleted"), postgresql_where=sa.text("deleted")),
        # Checked at the end of the transaction, so that rows may be written in any order; a meeting that others are
        # part of cannot vanish behind their backs.
        sa.ForeignKeyConstraint(["parent_id"], ["meetings.id"], deferrable=True, initially="DEFERRED"),
    )

    id: uuid.UUID = Field(primary_key=True)
    article_id: uuid.UUID = Field(foreign_key="articles.id", ondelete="CASCADE", index=True)
    key: str
    title: str = Field(sa_type=sa.Text)
    kind: str
    status: str
    start_date: str | None = None
    end_date: str | None = None
    first_day: str | None = None  # the first day that the dates may mean, for filters
    last_day: str | None = None  # the last one
    sort_day: str = ""  # first_day, or empty: what lists are ordered by
    city: str | None = Field(default=None, sa_type=NAME)
    country: str | None = Field(default=None, foreign_key="countries.code", index=True)
    organization: str | None = Field(default=None, sa_type=NAME)
    organization_id: uuid.UUID | None = Field(default=None, foreign_key="organizations.id", index=True)
    parent_id: uuid.UUID | None = Field(default=None, index=True)
    background: bool = False
    # Set aside by an editor. Its row stays for whoever asks what changed; nothing else belongs to it any longer.
    deleted: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    document: str = Field(sa_type=sa.Text)  # the record as the API shows it, JSON
    content_hash: str  # of what the record and its evidence say; ``modified_at`` moves exactly when this does
    created_at: dt.datetime = Field(sa_type=UtcDateTime)
    modified_at: dt.datetime = Field(sa_type=UtcDateTime)


class ReportRow(SQLModel, table=True):
    """What one article reports of one meeting, as it was read."""

    __tablename__ = "reports"
    __table_args__ = (sa.ForeignKeyConstraint(["record_id"], ["meetings.id"], deferrable=True, initially="DEFERRED"),)

    number: int | None = Field(default=None, primary_key=True)  # short, for there are many keys
    id: uuid.UUID = Field(unique=True)
    article_id: uuid.UUID = Field(foreign_key="articles.id", ondelete="CASCADE", index=True)
    key: str
    position: int  # in the article, from 0
    parent_id: uuid.UUID | None = Field(default=None, index=True)  # the report of the meeting that it is part of
    meeting: str = Field(sa_type=sa.Text)  # ``app.records.Meeting``, JSON
    record_id: uuid.UUID = Field(index=True)  # the record that it is a part of
    is_copy: bool = False  # its article is a near-copy of another: a source, no claim of its own
    deleted: bool = False  # an editor has set it aside with its record
    created_at: dt.datetime = Field(sa_type=UtcDateTime)
    modified_at: dt.datetime = Field(sa_type=UtcDateTime)


class ReportKeyRow(SQLModel, table=True):
    """A key under which reports of the same occasion are found: only those that share one are compared."""

    __tablename__ = "report_keys"
    __table_args__ = {"sqlite_with_rowid": False}

    key: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})  # a digest
    number: int = Field(primary_key=True, foreign_key="reports.number", ondelete="CASCADE", index=True)


class DecisionRow(SQLModel, table=True):
    """What an editor said of two reports: that they tell of the same occasion, or do not. The smaller id is first.

    It outlives the reports: an article that is read anew, and again anew, finds it.
    """

    __tablename__ = "decisions"

    first_id: uuid.UUID = Field(primary_key=True)
    second_id: uuid.UUID = Field(primary_key=True, index=True)
    same: bool
    by: str
    at: dt.datetime = Field(sa_type=UtcDateTime)


class CorrectionRow(SQLModel, table=True):
    """What an editor said of a record against its reports. It belongs to the report that led the record then."""

    __tablename__ = "corrections"

    number: int | None = Field(default=None, primary_key=True)  # later ones win
    report_id: uuid.UUID = Field(index=True)
    correction: str = Field(sa_type=sa.Text)  # ``app.store.corrections.Correction``, JSON
    by: str
    at: dt.datetime = Field(sa_type=UtcDateTime)


class RevisionRow(SQLModel, table=True):
    """A change of a record, in the order of commits. What the record said after it is what stood before the next."""

    __tablename__ = "revisions"
    __table_args__ = (sa.Index(None, "record_id", "number"), sa.Index(None, "at", "number"))

    number: int | None = Field(default=None, primary_key=True)
    record_id: uuid.UUID
    at: dt.datetime = Field(sa_type=UtcDateTime)
    by: str  # the name of a key, or ``ingest``
    what: str
    into_id: uuid.UUID | None = None  # the record that it became a part of
    before: str | None = Field(default=None, sa_type=sa.Text)  # the document, where there was one


class ParticipantRow(SQLModel, table=True):
    """A person or delegation at a meeting."""

    __tablename__ = "participants"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "position"),)

    id: uuid.UUID = Field(primary_key=True)
    meeting_id: uuid.UUID = Field(foreign_key="meetings.id", ondelete="CASCADE")
    position: int
    name: str | None = Field(default=None, sa_type=NAME)
    role: str | None = Field(default=None, sa_type=sa.Text)
    country: str | None = Field(default=None, foreign_key="countries.code", index=True)
    organization: str | None = Field(default=None, sa_type=NAME)
    capacity: str
    person_id: uuid.UUID | None = Field(default=None, foreign_key="people.id", index=True)
    organization_id: uuid.UUID | None = Field(default=None, foreign_key="organizations.id", index=True)


class AgendaItemRow(SQLModel, table=True):
    """An item of a meeting's agenda."""

    __tablename__ = "agenda_items"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "position"),)

    id: uuid.UUID = Field(primary_key=True)
    meeting_id: uuid.UUID = Field(foreign_key="meetings.id", ondelete="CASCADE")
    position: int
    text: str = Field(sa_type=sa.Text)
    kind: str


class EvidenceRow(SQLModel, table=True):
    """The words behind one value of a meeting, and the article that they stand in."""

    __tablename__ = "evidence"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "position"),)

    id: uuid.UUID = Field(primary_key=True)
    meeting_id: uuid.UUID = Field(foreign_key="meetings.id", ondelete="CASCADE")
    article_id: uuid.UUID = Field(foreign_key="articles.id", ondelete="CASCADE", index=True)
    position: int
    field: str
    start: int
    end: int
    quote: str = Field(sa_type=sa.Text)


class MeetingCardRow(SQLModel, table=True):
    """What a meeting is found by. Triggers keep ``facets`` and the full-text index in step with it."""

    __tablename__ = "meeting_cards"

    number: int | None = Field(default=None, primary_key=True)  # SQLite's full-text index knows rows by number
    meeting_id: uuid.UUID = Field(foreign_key="meetings.id", ondelete="CASCADE", unique=True)
    sort_day: str  # the meeting's
    title: str = Field(sa_type=sa.Text)  # title, place and body: words as they are compared, each between two spaces
    parties: str = Field(sa_type=sa.Text)  # the same of names, roles, states and bodies that take part
    agenda: str = Field(sa_type=sa.Text)  # the same of the agenda items
    facets: str = Field(sa_type=sa.Text)  # a JSON list


class FacetRow(SQLModel, table=True):
    """One trait that meetings share: ``country:TJ``, ``kind:summit``; the key is the order of lists within it."""

    __tablename__ = "facets"
    __table_args__ = {"sqlite_with_rowid": False}

    facet: str = Field(primary_key=True, sa_type=NAME)
    sort_day: str = Field(primary_key=True)
    meeting_id: uuid.UUID = Field(primary_key=True)


class PersonWordRow(SQLModel, table=True):
    """A word of a person's name, as it is compared."""

    __tablename__ = "person_words"

    word: str = Field(primary_key=True)
    person_id: uuid.UUID = Field(primary_key=True, foreign_key="people.id", ondelete="CASCADE", index=True)


class OrganizationWordRow(SQLModel, table=True):
    """A word of a body's name or acronym, as it is compared."""

    __tablename__ = "organization_words"

    word: str = Field(primary_key=True)
    organization_id: uuid.UUID = Field(primary_key=True, foreign_key="organizations.id", ondelete="CASCADE", index=True)


class ApiKeyRow(SQLModel, table=True):
    """A key that lets its bearer write; the token itself is not kept, only its digest."""

    __tablename__ = "api_keys"

    id: str = Field(primary_key=True)  # the part of the token that is no secret
    name: str = Field(sa_type=NAME, unique=True)  # for ever: the history names who changed what
    scopes: str  # sorted, a space between two
    digest: str  # SHA-256 of the token, 64 hexadecimal digits
    created_at: dt.datetime = Field(sa_type=UtcDateTime)
    last_used_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)  # to the minute, not to the request
    revoked_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
