"""Decides the columns that tables have in common: a number, the file a row is about, a secret."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Identity, LargeBinary, UniqueConstraint

from ansm.storage.tables import NUMBER


def number() -> Column[int]:
    """The number of a row, given by the database."""
    return Column("id", NUMBER, Identity(), primary_key=True)


def about_file() -> Column[int]:
    """The file that a row is about: it is erased with it."""
    return Column("diagnostic_id", NUMBER, ForeignKey("diagnostic.id"), nullable=False, index=True)


def secret(name: str = "token_hash") -> tuple[Column[bytes], UniqueConstraint, CheckConstraint]:
    """A secret is stored as its SHA-256 only: in clear, it has no room here."""
    return (
        Column(name, LargeBinary, nullable=False),
        UniqueConstraint(name),
        CheckConstraint(f"length({name}) = 32", name=f"{name}_is_sha256"),
    )
