"""First tables: articles, meetings with what belongs to them, and whom and what they name."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.String()),
        sa.Column("publisher", NAME),
        sa.Column("external_id", sa.String()),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_index("ix_articles_created_at_id", "articles", ["created_at", "id"])
    op.create_index("ix_articles_external_id", "articles", ["external_id"])
    op.create_index("ix_articles_modified_at_id", "articles", ["modified_at", "id"])

    op.create_table(
        "countries",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_countries"),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.Column("acronym", NAME),
        sa.PrimaryKeyConstraint("id", name="pk_organizations"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("start_date", sa.String()),
        sa.Column("end_date", sa.String()),
        sa.Column("first_day", sa.String()),
        sa.Column("last_day", sa.String()),
        sa.Column("sort_day", sa.String(), nullable=False),
        sa.Column("city", NAME),
        sa.Column("country", sa.String()),
        sa.Column("organization", NAME),
        sa.Column("organization_id", sa.Uuid()),
        sa.Column("parent_id", sa.Uuid()),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_meetings_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name="fk_meetings_country_countries"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_meetings_organization_id_organizations"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["meetings.id"], name="fk_meetings_parent_id_meetings", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_article_id", "meetings", ["article_id"])
    op.create_index("ix_meetings_country", "meetings", ["country"])
    op.create_index("ix_meetings_created_at_id", "meetings", ["created_at", "id"])
    op.create_index("ix_meetings_modified_at_id", "meetings", ["modified_at", "id"])
    op.create_index("ix_meetings_organization_id", "meetings", ["organization_id"])
    op.create_index("ix_meetings_parent_id", "meetings", ["parent_id"])
    op.create_index("ix_meetings_sort_day_id", "meetings", ["sort_day", "id"])

    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_agenda_items_meeting_id_meetings", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agenda_items"),
        sa.UniqueConstraint("meeting_id", "position", name="uq_agenda_items_meeting_id_position"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_evidence_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_evidence_meeting_id_meetings", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("meeting_id", "position", name="uq_evidence_meeting_id_position"),
    )
    op.create_index("ix_evidence_article_id", "evidence", ["article_id"])

    op.create_table(
        "participants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", NAME),
        sa.Column("role", sa.Text()),
        sa.Column("country", sa.String()),
        sa.Column("organization", NAME),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid()),
        sa.Column("organization_id", sa.Uuid()),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name="fk_participants_country_countries"),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name="fk_participants_meeting_id_meetings", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="fk_participants_organization_id_organizations"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_participants_person_id_people"),
        sa.PrimaryKeyConstraint("id", name="pk_participants"),
        sa.UniqueConstraint("meeting_id", "position", name="uq_participants_meeting_id_position"),
    )
    op.create_index("ix_participants_country", "participants", ["country"])
    op.create_index("ix_participants_organization_id", "participants", ["organization_id"])
    op.create_index("ix_participants_person_id", "participants", ["person_id"])


def downgrade() -> None:
    op.drop_table("participants")
    op.drop_table("evidence")
    op.drop_table("agenda_items")
    op.drop_table("meetings")
    op.drop_table("people")
    op.drop_table("organizations")
    op.drop_table("countries")
    op.drop_table("articles")
