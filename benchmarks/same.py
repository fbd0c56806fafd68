"""How many pages of a website another one has too: `python -m benchmarks.same OURS THEIRS`.

Two pages are the same when text, tags, attributes and their order are. White space counts as one space, and as none
beside a tag that begins or ends a block; signs that HTML lets one write in two ways are the same sign.
"""

from __future__ import annotations

import re
import sys
from itertools import takewhile
from pathlib import Path

#: Go's templates escape these otherwise than Jinja.
_ESCAPES = {"&#34;": "&quot;", "&#43;": "+"}
_INLINE = "a|b|button|code|input|label|mark|span|svg|time"
_BLOCK = re.compile(rf" ?(<(?!/?(?:{_INLINE})\b)[^>]*>) ?")
#: How much of a difference is shown.
_EXCERPT = 160


def folded(text: str) -> str:
    """Give a page as it is compared."""
    for written, meant in _ESCAPES.items():
        text = text.replace(written, meant)
    return _BLOCK.sub(r"\1", " ".join(text.split()))


def difference(ours: str, theirs: str) -> str:
    """Give where two pages part: a few words of each; nothing when they are the same."""
    one, other = folded(ours), folded(theirs)
    if one == other:
        return ""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    begin = max(0, alike - _EXCERPT // 2)
    return f"  ours:   {one[begin : begin + _EXCERPT]}\n  theirs: {other[begin : begin + _EXCERPT]}"


def compare(ours: Path, theirs: Path) -> tuple[int, int, str]:
    """Give how many pages are the same, how many there are, and the first difference."""
    same, first = 0, ""
    pages = sorted(path.relative_to(ours) for path in ours.rglob("*.html"))
    for page in pages:
        text = (theirs / page).read_text(encoding="utf-8") if (theirs / page).exists() else ""
        found = difference((ours / page).read_text(encoding="utf-8"), text)
        same += not found
        first = first or (found and f"{page}\n{found}")
    return same, len(pages), first


if __name__ == "__main__":
    same, count, first = compare(*map(Path, sys.argv[1:]))
    print(f"same pages: {same} of {count}")
    if first:
        print(f"first difference: {first}", file=sys.stderr)
