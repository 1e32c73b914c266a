"""Reports, of which the records are made; what editors said of them; and every change of a record.

The rows themselves are made by ``app.store.schema`` once the tables are there, and taken apart before they go.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


WAITING = ("revisions", "corrections", "decisions")
"""What editors said outlives a way back: as long as they hold something, these tables stay for the way forward."""


def upgrade() -> None:
    there = sa.inspect(op.get_bind()).get_table_names()
    op.add_column("articles", sa.Column("signature", sa.LargeBinary()))
    op.add_column("meetings", sa.Column("deleted", sa.Boolean(), server_default=sa.false(), nullable=False))
    some = sa.text("deleted")
    op.create_index("ix_meetings_deleted", "meetings", ["id"], sqlite_where=some, postgresql_where=some)
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Uuid()),
        sa.Column("meeting", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("is_copy", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_reports_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["meetings.id"], name="fk_reports_record_id_meetings", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    for column in ("article_id", "parent_id", "record_id"):
        op.create_index(f"ix_reports_{column}", "reports", [column])
    op.create_table(
        "report_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["reports.number"], name="fk_report_keys_number_reports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "number", name="pk_report_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_report_keys_number", "report_keys", ["number"])
    if "decisions" not in there:
        op.create_table(
            "decisions",
            sa.Column("first_id", sa.Uuid(), nullable=False),
            sa.Column("second_id", sa.Uuid(), nullable=False),
            sa.Column("same", sa.Boolean(), nullable=False),
            sa.Column("by", sa.String(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_decisions"),
        )
        op.create_index("ix_decisions_second_id", "decisions", ["second_id"])
    if "corrections" not in there:
        op.create_table(
            "corrections",
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("report_id", sa.Uuid(), nullable=False),
            sa.Column("correction", sa.Text(), nullable=False),
            sa.Column("by", sa.String(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("number", name="pk_corrections"),
        )
        op.create_index("ix_corrections_report_id", "corrections", ["report_id"])
    if "revisions" not in there:
        op.create_table(
            "revisions",
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("record_id", sa.Uuid(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("by", sa.String(), nullable=False),
            sa.Column("what", sa.String(), nullable=False),
            sa.Column("into_id", sa.Uuid()),
            sa.Column("before", sa.Text()),
            sa.PrimaryKeyConstraint("number", name="pk_revisions"),
        )
        op.create_index("ix_revisions_record_id_number", "revisions", ["record_id", "number"])
        op.create_index("ix_revisions_at_number", "revisions", ["at", "number"])


def downgrade() -> None:
    op.drop_table("report_keys")
    op.drop_table("reports")
    for table in WAITING:
        if op.get_bind().scalar(sa.select(sa.func.count()).select_from(sa.table(table))) == 0:
            op.drop_table(table)
    op.drop_index("ix_meetings_deleted", "meetings")
    op.drop_column("meetings", "deleted")
    op.drop_column("articles", "signature")
