"""Several bodies named in one cell of a table: a list of 21 communes is nothing that an official would read."""

from __future__ import annotations

from collections.abc import Sequence

#: So many are named one by one in any case.
_FEW = 3


def named(names: Sequence[str], collective: str | None = None, members: Sequence[str] = ()) -> str:
    """Give bodies in words, in full and as short as can be.

    collective: the name by which the plan calls all of `members`, to whom the bodies belong.
    """
    own = list(dict.fromkeys(names))
    if collective is None or len(own) == 1 or not set(own) <= set(members):
        return "; ".join(own)
    rest = [name for name in members if name not in set(own)]
    if not rest:
        return f"{collective} ({len(own)} cơ quan)"
    if len(own) <= _FEW:
        return "; ".join(own)
    share = f"{len(own)}/{len(members)} cơ quan thuộc nhóm «{collective}»"
    return f"{share}, trừ: {'; '.join(rest)}" if len(rest) < len(own) else f"{share}: {'; '.join(own)}"
