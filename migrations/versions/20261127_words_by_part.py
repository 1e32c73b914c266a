"""Full text on SQLite: each word is kept with the part of the card that it stands in.

One list of all places of a word had to be read through for those in a title, of which a frequent word may have none.
PostgreSQL has an index for each part from the beginning.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


_CLEARED = (
    "DROP TRIGGER meeting_cards_added",
    "DROP TRIGGER meeting_cards_removed",
    "DROP TABLE meeting_fulltext",
)
_FILLED = "INSERT INTO meeting_fulltext (meeting_fulltext) VALUES ('rebuild')"
# The letter of its part stands before each word: "tgeneva pminister afish".
_BY_PART = (
    """
    CREATE VIEW meeting_words AS SELECT number,
        't' || replace(trim(title), ' ', ' t') || ' ' ||
        'p' || replace(trim(parties), ' ', ' p') || ' ' ||
        'a' || replace(trim(agenda), ' ', ' a') AS words
      FROM meeting_cards
    """,
    """
    CREATE VIRTUAL TABLE meeting_fulltext USING fts5(
      words, content='meeting_words', content_rowid='number', tokenize='ascii', detail=none
    )
    """,
    """
    CREATE TRIGGER meeting_cards_added AFTER INSERT ON meeting_cards BEGIN
      INSERT INTO meeting_fulltext (rowid, words) VALUES (new.number,
        't' || replace(trim(new.title), ' ', ' t') || ' ' ||
        'p' || replace(trim(new.parties), ' ', ' p') || ' ' ||
        'a' || replace(trim(new.agenda), ' ', ' a')
      );
      INSERT INTO facets (facet, sort_day, meeting_id)
        SELECT value, new.sort_day, new.meeting_id FROM json_each(new.facets);
    END
    """,
    """
    CREATE TRIGGER meeting_cards_removed AFTER DELETE ON meeting_cards BEGIN
      INSERT INTO meeting_fulltext (meeting_fulltext, rowid, words) VALUES ('delete', old.number,
        't' || replace(trim(old.title), ' ', ' t') || ' ' ||
        'p' || replace(trim(old.parties), ' ', ' p') || ' ' ||
        'a' || replace(trim(old.agenda), ' ', ' a')
      );
      DELETE FROM facets WHERE facet IN (SELECT value FROM json_each(old.facets))
        AND sort_day = old.sort_day AND meeting_id = old.meeting_id;
    END
    """,
    _FILLED,
)
_BY_COLUMN = (
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
    _FILLED,
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in (*_CLEARED, *_BY_PART):
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in (*_CLEARED, "DROP VIEW meeting_words", *_BY_COLUMN):
            op.execute(statement)
