"""Decides what every new file begins with, whoever begins it: a secret, a public name, a verdict, a questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ansm.application.access import hash_of, new_token, new_uid
from ansm.domain.handbook import Handbook
from ansm.domain.history import HistoryRow
from ansm.domain.origin import Origin
from ansm.expertise import Expertise, Standpoint, application_version
from ansm.storage import NewDiagnostic, NewFollower, Storage


@dataclass(frozen=True, slots=True)
class Founded:
    """A file just made: its secret, told only once, and its public name."""

    token: str
    uid: str


def found(
    storage: Storage,
    expertise: Expertise,
    clock: Callable[[], datetime],
    place: Standpoint,
    opened_on: date,
    *,
    handbook: Handbook | None = None,
    uid: str = "",
    origin: Origin | None = None,
    rows: Sequence[HistoryRow] = (),
    counted: bool = True,
    follower: NewFollower | None = None,
) -> Founded:
    """Create a file, under the current questionnaire unless another is given, its verdict frozen as it stands.

    A file with a follower is never there without it: its secret would be lost with whoever was about to follow it.
    Raises ValueError when a file of this public name is here already, Forbidden when the follower may be one no more.
    """
    used = handbook or expertise.handbook
    token, name = new_token(), uid or new_uid()
    if used.version == expertise.handbook.version:
        storage.keep_content(used.version, expertise.archive)
    storage.create(
        NewDiagnostic(
            token_hash=hash_of(token),
            uid=name,
            territory=place.territory,
            eligibility=place.eligibility,
            route=place.route,
            content_version=used.version,
            territories_version=expertise.territories.version,
            application_version=application_version(),
            opened_on=opened_on,
            created_at=clock(),
            origin=origin,
            counted=counted,
        ),
        rows,
        follower,
    )
    return Founded(token, name)
