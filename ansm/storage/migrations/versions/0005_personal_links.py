"""Decides how the personal link of a file is changed: the links prepared to take the place of the one before."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table: every file already there keeps the link it was opened with."""
    op.create_table(
        "personal_link",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("diagnostic_id", NUMBER, nullable=False),
        sa.Column("prepared_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("in_use_since", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_personal_link_token_hash_is_sha256")),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostic.id"], name=op.f("fk_personal_link_diagnostic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_personal_link_token_hash")),
    )
    op.create_index("ix_personal_link_diagnostic_id", "personal_link", ["diagnostic_id"], unique=False)


def downgrade() -> None:
    """Remove it. A file takes the name of the link that opens it now: the former ones must not open it again."""
    present = (
        "SELECT token_hash FROM personal_link WHERE personal_link.diagnostic_id = diagnostic.id "
        "AND in_use_since IS NOT NULL AND ended_at IS NULL"
    )
    op.execute(f"UPDATE diagnostic SET token_hash = ({present}) WHERE EXISTS ({present})")  # noqa: S608 - written above
    op.drop_table("personal_link")
