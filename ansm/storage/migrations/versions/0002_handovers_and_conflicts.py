"""Decides the tables of links « à confier », and what an answer says of those it replaces or disagrees with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table and the three columns; the answers already given are kept, none set aside."""
    op.create_table(
        "handover",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("respondent", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name="fk_handover_diagnostic_id"),
        sa.UniqueConstraint("token_hash", name="uq_handover_token_hash"),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_handover_token_hash_is_sha256")),
    )
    op.create_index("ix_handover_diagnostic_id", "handover", ["diagnostic_id"])
    with op.batch_alter_table("answer") as answer:
        answer.add_column(sa.Column("replaces", NUMBER, nullable=True))
        answer.add_column(sa.Column("set_aside", sa.Boolean, nullable=False, server_default=sa.false()))
        answer.add_column(sa.Column("handover_id", NUMBER, nullable=True))
        answer.create_foreign_key("fk_answer_replaces", "answer", ["replaces"], ["id"])
        answer.create_foreign_key("fk_answer_handover_id", "handover", ["handover_id"], ["id"])
        answer.drop_index("ix_answer_diagnostic_id_question_id")
        answer.create_index(
            "ix_answer_diagnostic_id_question_id_set_aside", ["diagnostic_id", "question", "id", "set_aside"]
        )


def downgrade() -> None:
    """Remove them; an answer that was set aside would become the current one, so it goes too."""
    op.execute("DELETE FROM answer WHERE set_aside")
    with op.batch_alter_table("answer") as answer:
        answer.drop_index("ix_answer_diagnostic_id_question_id_set_aside")
        answer.create_index("ix_answer_diagnostic_id_question_id", ["diagnostic_id", "question", "id"])
        answer.drop_constraint("fk_answer_handover_id", type_="foreignkey")
        answer.drop_constraint("fk_answer_replaces", type_="foreignkey")
        answer.drop_column("handover_id")
        answer.drop_column("set_aside")
        answer.drop_column("replaces")
    op.drop_table("handover")
