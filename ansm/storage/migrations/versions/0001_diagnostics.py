"""Decides the first tables: content versions, diagnostics and the history of their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "content_version",
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("archive", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("version", name="pk_content_version"),
    )
    op.create_table(
        "diagnostic",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("territory_code", sa.Text, nullable=False),
        sa.Column("territory", sa.JSON, nullable=False),
        sa.Column("eligibility", sa.JSON, nullable=False),
        sa.Column("route", sa.JSON, nullable=True),
        sa.Column("content_version", sa.Text, nullable=False),
        sa.Column("territories_version", sa.Text, nullable=False),
        sa.Column("application_version", sa.Text, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_diagnostic"),
        sa.ForeignKeyConstraint(["content_version"], ["content_version.version"], name="fk_diagnostic_content_version"),
        sa.UniqueConstraint("token_hash", name="uq_diagnostic_token_hash"),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_diagnostic_token_hash_is_sha256")),
    )
    op.create_table(
        "answer",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("role", sa.Text, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("client_id", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name="fk_answer_diagnostic_id"),
        sa.UniqueConstraint("diagnostic_id", "client_id", name="uq_answer_diagnostic_id_client_id"),
    )
    op.create_index("ix_answer_diagnostic_id_question_id", "answer", ["diagnostic_id", "question", "id"])


def downgrade() -> None:
    """Remove the three tables, answers included."""
    op.drop_table("answer")
    op.drop_table("diagnostic")
    op.drop_table("content_version")
