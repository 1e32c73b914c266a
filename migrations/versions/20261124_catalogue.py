"""The catalogue: what meetings are found by, with full text and facets that triggers keep in step.

A later migration that builds ``meeting_cards`` anew on SQLite must make its triggers anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# The words are compared in a form of their own (app/spelling.py), of ASCII letters and digits: no tokenizer or
# dictionary of a database has a say, so both find the same. Nothing asks for phrases: no positions are kept.
SQLITE = (
    """
    CREATE VIRTUAL TABLE meeting_fulltext USING fts5(
      title, parties, agenda, content='meeting_cards', content_rowid='number', tokenize='ascii', detail=column
    )
    """,
    """
    CREATE TRIGGER meeting_cards_added AFTER INSERT ON meeting_cards BEGIN
      INSERT INTO meeting_fulltext (rowid, title, parties, agenda)
        VALUES (new.number, new.title, new.parties, new.agenda);
      INSERT INTO facets (facet, sort_day, meeting_id)
        SELECT value, new.sort_day, new.meeting_id FROM json_each(new.facets);
    END
    """,
    """
    CREATE TRIGGER meeting_cards_removed AFTER DELETE ON meeting_cards BEGIN
      INSERT INTO meeting_fulltext (meeting_fulltext, rowid, title, parties, agenda)
        VALUES ('delete', old.number, old.title, old.parties, old.agenda);
      DELETE FROM facets WHERE facet IN (SELECT value FROM json_each(old.facets))
        AND sort_day = old.sort_day AND meeting_id = old.meeting_id;
    END
    """,
)
POSTGRESQL = (
    """
    CREATE TABLE meeting_fulltext (
      number integer CONSTRAINT pk_meeting_fulltext PRIMARY KEY,
      title tsvector NOT NULL, parties tsvector NOT NULL, agenda tsvector NOT NULL, everything tsvector NOT NULL
    )
    """,
    *(
        f"CREATE INDEX ix_meeting_fulltext_{column} ON meeting_fulltext USING gin ({column})"
        for column in ("title", "parties", "agenda", "everything")
    ),
    """
    CREATE FUNCTION meeting_cards_added() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      title tsvector := array_to_tsvector(string_to_array(btrim(new.title), ' '));
      parties tsvector := array_to_tsvector(string_to_array(btrim(new.parties), ' '));
      agenda tsvector := array_to_tsvector(string_to_array(btrim(new.agenda), ' '));
    BEGIN
      INSERT INTO meeting_fulltext VALUES (new.number, title, title || parties, agenda, title || parties || agenda);
      INSERT INTO facets (facet, sort_day, meeting_id)
        SELECT value, new.sort_day, new.meeting_id FROM json_array_elements_text(new.facets::json) AS value;
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION meeting_cards_removed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM meeting_fulltext WHERE number = old.number;
      DELETE FROM facets WHERE facet IN (SELECT json_array_elements_text(old.facets::json))
        AND sort_day = old.sort_day AND meeting_id = old.meeting_id;
      RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER added AFTER INSERT ON meeting_cards FOR EACH ROW EXECUTE FUNCTION meeting_cards_added()",
    "CREATE TRIGGER removed AFTER DELETE ON meeting_cards FOR EACH ROW EXECUTE FUNCTION meeting_cards_removed()",
)


def upgrade() -> None:
    op.create_table(
        "meeting_cards",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("sort_day", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_meeting_cards_meeting_id_meetings", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_meeting_cards"),
        sa.UniqueConstraint("meeting_id", name="uq_meeting_cards_meeting_id"),
    )
    op.create_table(
        "facets",
        sa.Column("facet", NAME, nullable=False),
        sa.Column("sort_day", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "sort_day", "meeting_id", name="pk_facets"),
        sqlite_with_rowid=False,
    )
    for name, owner in (("person", "people"), ("organization", "organizations")):
        op.create_table(
            f"{name}_words",
            sa.Column("word", sa.String(), nullable=False),
            sa.Column(f"{name}_id", sa.Uuid(), nullable=False),
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{owner}.id"], name=f"fk_{name}_words_{name}_id_{owner}", ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("word", f"{name}_id", name=f"pk_{name}_words"),
        )
        op.create_index(f"ix_{name}_words_{name}_id", f"{name}_words", [f"{name}_id"])
        op.create_index(f"ix_{owner}_name_id", owner, ["name", "id"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for owner in ("people", "organizations"):
        op.drop_index(f"ix_{owner}_name_id", owner)
    op.execute("DROP TABLE meeting_fulltext")
    for name in ("person_words", "organization_words", "facets", "meeting_cards"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        for function in ("meeting_cards_added", "meeting_cards_removed"):
            op.execute(f"DROP FUNCTION {function}")
