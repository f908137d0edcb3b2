"""Decides the statements that each answer runs, built once: building them again took longer than running them."""

from __future__ import annotations

from sqlalchemy import BindParameter, Text, bindparam, func, insert, or_, select

from ansm.storage.tables import answer, handover

_NUMBER: BindParameter[int] = bindparam("number")
_BASE: BindParameter[int] = bindparam("base")
_KEPT: BindParameter[int] = bindparam("kept")
_SINCE: BindParameter[int] = bindparam("since")
_MOST: BindParameter[int] = bindparam("most")
_OF_QUESTION = (answer.c.diagnostic_id == _NUMBER, answer.c.question == bindparam("question"))
_START = bindparam("start", type_=Text)  # of the names that the sender gives: « - » for no device
# Not LIKE, for which SQLite takes a capital for its small letter.
_FROM_ELSEWHERE = or_(answer.c.client_id.is_(None), func.substr(answer.c.client_id, 1, func.length(_START)) != _START)
ALL_ROWS = (
    select(*answer.c, func.coalesce(answer.c.entrusted_to, handover.c.respondent).label("respondent"))
    .join_from(answer, handover, answer.c.handover_id == handover.c.id, isouter=True)
    .order_by(answer.c.id)
)
SAME_NAME = select(answer).where(answer.c.diagnostic_id == _NUMBER, answer.c.client_id == bindparam("client_id"))
LAST_KEPT = select(func.max(answer.c.id)).where(*_OF_QUESTION, answer.c.set_aside.is_(False))
UNSEEN_FROM_ELSEWHERE = select(answer.c.id).where(*_OF_QUESTION, answer.c.id > _BASE, _FROM_ELSEWHERE).limit(1)
UNSEEN_OF_DEVICE = (
    select(answer).where(*_OF_QUESTION, answer.c.id > _BASE, ~_FROM_ELSEWHERE).order_by(answer.c.id.desc())
)
STANDING = select(answer.c["values"], answer.c.client_id).where(*_OF_QUESTION, answer.c.id >= _KEPT)
OWN_ASIDE = select(func.max(answer.c.id)).where(
    *_OF_QUESTION, answer.c.id > _KEPT, answer.c.set_aside, ~_FROM_ELSEWHERE
)
ADDED = insert(answer).returning(answer.c.id, answer.c.answered_at)
CHANGES = ALL_ROWS.where(answer.c.diagnostic_id == _NUMBER, answer.c.id > _SINCE).limit(_MOST)
