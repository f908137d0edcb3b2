"""What the report says of the former diagnostic: what changed since, in the very words of the screen."""

from __future__ import annotations

from ansm.domain.comparison import compare
from ansm.domain.comparison_words import retold
from ansm.domain.diagnostic import Diagnostic
from ansm.report.pieces import Item
from ansm.report.sections import Since, SinceGroup


def since(diagnostic: Diagnostic, before: Diagnostic | None) -> Since | None:
    """What changed, of which nothing withheld when the diagnostic is publishable; None without a former one."""
    if before is None or before.territory.code != diagnostic.territory.code:
        return None
    told = retold(compare(before, diagnostic))
    return Since(
        told.title,
        told.introduction,
        tuple(
            SinceGroup(each.title, each.introduction, tuple(Item(one.label, one.text) for one in each.items))
            for each in told.groups
        ),
    )
