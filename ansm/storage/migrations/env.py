"""Decides how the steps run: on the connection and inside the transaction that `schema.upgrade` gives."""

from alembic import context

from ansm.storage import tables_around  # noqa: F401 - registers its tables
from ansm.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a column by copying its table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
