"""Runs the steps on the connection that `migrating` hands over, within its transaction."""

from alembic import context

from pipeline.reviewing.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
