"""Decides how the links that open a questionnaire for an advisor are kept, and whether one still opens it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, and_, bindparam, case, func, insert, or_, select, update

from ansm.domain.people import Role
from ansm.errors import UnknownLink
from ansm.storage.engine import writing
from ansm.storage.link_records import StoredAdvisorLink, StoredLink
from ansm.storage.tables import diagnostic
from ansm.storage.tables_around import accompaniment, accompanying_person, advisor_link
from ansm.storage.tables_of_people import person

FOLLOWED_NO_MORE = "Votre organisation ne suit plus ce dossier. Revenez à vos dossiers."
# Asked with each answer of an advisor: built once, and it checks all that may have ended since the link was made.
_FOLLOWS = and_(
    accompaniment.c.ended_at.is_(None),
    person.c.disabled_at.is_(None),
    person.c.organisation_id == accompaniment.c.organisation_id,
    or_(
        person.c.role == Role.MANAGER.value,
        and_(person.c.role == Role.ADVISOR.value, accompanying_person.c.person_id.is_not(None)),
    ),
)
OPENED = (
    select(
        diagnostic.c.token_hash.label("file"),
        diagnostic.c.content_version,
        advisor_link.c.person_id,
        advisor_link.c.expires_at,
        advisor_link.c.revoked_at,
        case((_FOLLOWS, 1), else_=0).label("follows"),
    )
    .join_from(advisor_link, accompaniment, advisor_link.c.accompaniment_id == accompaniment.c.id)
    .join(diagnostic, diagnostic.c.id == accompaniment.c.diagnostic_id)
    .join(person, person.c.id == advisor_link.c.person_id)
    .join(
        accompanying_person,
        and_(
            accompanying_person.c.accompaniment_id == accompaniment.c.id,
            accompanying_person.c.person_id == advisor_link.c.person_id,
        ),
        isouter=True,
    )
    .where(advisor_link.c.token_hash == bindparam("token_hash"))
)


def opened(connection: Connection, token_hash: bytes) -> StoredLink | None:
    """What this secret of an advisor opens, whether it still does or not; None when it is nobody's."""
    row = connection.execute(OPENED, {"token_hash": token_hash}).one_or_none()
    if row is None:
        return None
    link = StoredAdvisorLink(row.person_id, row.expires_at, row.revoked_at, bool(row.follows))
    return StoredLink(bytes(row.file), row.content_version, None, link)


class AdvisorLinks:
    """The links of advisors. Every method may raise StorageUnavailable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self, number: int, who: int, token_hash: bytes, created_at: datetime, expires_at: datetime, most: int
    ) -> bool:
        """Make a link to the file of that accompaniment; False when this person has as many open already.

        Raises UnknownLink when the file is followed no longer, or was erased.
        """
        running = select(accompaniment.c.id).where(accompaniment.c.id == number, accompaniment.c.ended_at.is_(None))
        mine = (advisor_link.c.accompaniment_id == number, advisor_link.c.person_id == who)
        still_open = (advisor_link.c.revoked_at.is_(None), advisor_link.c.expires_at > created_at)
        with writing(self._engine) as connection:
            # Locked: whoever stops it waits, and closes the link about to be made.
            if connection.scalar(running.with_for_update()) is None:
                raise UnknownLink(FOLLOWED_NO_MORE)
            if connection.execute(select(func.count()).where(*mine, *still_open)).scalar_one() >= most:
                return False
            connection.execute(
                insert(advisor_link).values(
                    token_hash=token_hash,
                    accompaniment_id=number,
                    person_id=who,
                    created_at=created_at,
                    expires_at=expires_at,
                )
            )
        return True

    def revoke(self, who: int, at: datetime) -> int:
        """Close every link of a person, for a device that was lost; gives how many were open."""
        mine = (advisor_link.c.person_id == who, advisor_link.c.revoked_at.is_(None), advisor_link.c.expires_at > at)
        with writing(self._engine) as connection:
            return connection.execute(update(advisor_link).where(*mine).values(revoked_at=at)).rowcount
