"""Decides the statements that each answer runs, built once: building them again took longer than running them."""

from __future__ import annotations

from sqlalchemy import BindParameter, Text, and_, bindparam, func, insert, or_, select

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
_FORMER = answer.alias("former")  # the row in whose place another one stands
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
_TOWN = answer.alias("town")
_LAST_OF_TOWN = (
    select(func.max(_TOWN.c.id))
    .where(_TOWN.c.diagnostic_id == _NUMBER, _TOWN.c.question == bindparam("question"))
    .where(_TOWN.c.set_aside.is_(False), _TOWN.c.side.is_(None))
    .scalar_subquery()
)
# After the current row there are only rows set aside: those to choose from, and former words of the same devices.
IN_PLAY = (
    select(*answer.c, _FORMER.c.client_id.label("former_name"))
    .join_from(answer, _FORMER, and_(answer.c.replaces == _FORMER.c.id, answer.c.set_aside), isouter=True)
    .where(*_OF_QUESTION, or_(answer.c.id >= _KEPT, answer.c.id == _LAST_OF_TOWN))
    .order_by(answer.c.id)
)
ADDED = insert(answer).returning(answer.c.id, answer.c.answered_at)
CHANGES = ALL_ROWS.where(answer.c.diagnostic_id == _NUMBER, answer.c.id > _SINCE).limit(_MOST)
