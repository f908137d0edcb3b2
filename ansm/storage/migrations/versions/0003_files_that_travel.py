"""Decides what a file carries to another installation: a public name, its origin, whom a theme was entrusted to there.

And the table of the documents given, which says of a printed code what it was printed on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)
# Drawn by the database, one for each row; PostgreSQL has this function since version 13.
DRAWN = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "replace(gen_random_uuid()::text, '-', '')"}


def upgrade() -> None:
    """Add the columns and the table; every file already there gets a public name of its own."""
    # Columns are added in place: SQLite would have to drop a table that answers refer to.
    op.add_column("diagnostic", sa.Column("uid", sa.Text, nullable=False, server_default=""))
    op.add_column("diagnostic", sa.Column("origin", sa.JSON, nullable=True))
    op.add_column("answer", sa.Column("entrusted_to", sa.Text, nullable=True))
    op.execute(f"UPDATE diagnostic SET uid = {DRAWN[op.get_bind().dialect.name]}")  # noqa: S608 - written above
    op.create_index("ix_diagnostic_uid", "diagnostic", ["uid"], unique=True)
    op.create_table(
        "issued",
        sa.Column("id", NUMBER, sa.Identity(), nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("territory_code", sa.Text, nullable=False),
        sa.Column("territory_name", sa.Text, nullable=False),
        sa.Column("printed_on", sa.Date, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issued"),
        sa.UniqueConstraint("code", "sha256", name="uq_issued_code_sha256"),
        sa.CheckConstraint("length(sha256) = 32", name=op.f("ck_issued_sha256_is_whole")),
    )


def downgrade() -> None:
    """Remove them; the answers stay."""
    op.drop_table("issued")
    op.drop_index("ix_diagnostic_uid", "diagnostic")
    op.drop_column("answer", "entrusted_to")
    op.drop_column("diagnostic", "origin")
    op.drop_column("diagnostic", "uid")
