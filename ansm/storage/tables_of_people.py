"""Decides the tables of those who sign in: whom they work for, who they are, and what opens the site for them."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, LargeBinary, Table, Text, UniqueConstraint

from ansm.storage.columns import number, secret
from ansm.storage.tables import NUMBER, Moment, metadata

organisation = Table(
    "organisation",
    metadata,
    number(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("territory_code", Text, nullable=True),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("kind", "name"),
)

person = Table(
    "person",
    metadata,
    number(),
    Column("address", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("organisation_id", NUMBER, ForeignKey("organisation.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    # When they were last invited.
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment, nullable=True),
    # The day is enough to tell an account that nobody uses any more.
    Column("last_sign_in", Date, nullable=True),
)

# Who an OpenID provider says a person is.
openid_account = Table(
    "openid_account",
    metadata,
    number(),
    Column("person_id", NUMBER, ForeignKey("person.id"), nullable=False, index=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    UniqueConstraint("issuer", "subject"),
)

# A sign-in through an OpenID provider that has begun; used once.
openid_attempt = Table(
    "openid_attempt",
    metadata,
    number(),
    *secret("state_hash"),
    Column("nonce", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

# A link sent by e-mail: it signs in once.
entry_link = Table(
    "entry_link",
    metadata,
    number(),
    *secret(),
    Column("person_id", NUMBER, ForeignKey("person.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
)

session = Table(
    "session",
    metadata,
    number(),
    # The half of its secret that lasts as long as the session does, and the half that is renewed.
    *secret(),
    Column("current_hash", LargeBinary, nullable=False),
    # The second half before the last renewal, which requests already on their way still carry.
    Column("former_hash", LargeBinary, nullable=True),
    Column("person_id", NUMBER, ForeignKey("person.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("renewed_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment, nullable=True),
    # What an OpenID provider asks for to end its own session; erased with the end of this one.
    Column("id_token", Text, nullable=True),
)
