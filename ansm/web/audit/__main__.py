"""Says where the audit stands, for whoever fills it in: `python -m ansm.web.audit`."""

from __future__ import annotations

import sys

from ansm.errors import ContentError
from ansm.web.audit.conformity import conformity
from ansm.web.audit.criteria import THEMES, Result
from ansm.web.audit.reading import SHIPPED, read_audit


def main() -> int:
    """Print the state, then each theme with the criteria left to test; or every fault of the file."""
    try:
        audit = read_audit(SHIPPED)
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    found = conformity(audit)
    lines = [f"{found.state.value}, {found.met} conformes sur {found.applicable} applicables ({found.rate} %)"]
    for theme in THEMES:
        left = [each.number for each in audit.of_theme(theme) if each.result is Result.NOT_TESTED]
        told = f"à tester {', '.join(left)}" if left else "tout est testé"
        lines.append(f"{theme.number}. {theme.name} : {told}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
