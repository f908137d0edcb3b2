"""Decides the steps from one version of the tables to the next; read by Alembic."""
