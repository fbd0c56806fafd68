"""Rules on quotes: every duty quotes its source, and every sentence of the source is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tracker.checks.rule import Remark
from tracker.coverage import Quote, covers_all
from tracker.loaded import Loaded
from tracker.problems import Where, nearest
from tracker.text import shortened, show_number

_SIGNS = "-–•+*;,. "
#: Quotes that carry no locator: they can only be made longer.
_UNPLACED = ("legal_basis", "figure")


def locator_exists(loaded: Loaded) -> Iterator[Remark]:
    """Vị trí ('locator') phải có trong bố cục của văn bản nguồn."""
    source, files = loaded.source, loaded.files
    placed: list[tuple[str, str | None]] = [(task.id, task.locator) for task in files.tasks]
    placed += [(target.id, target.locator) for target in files.targets]
    for group in files.solutions:
        placed += [(group.id, group.locator), *((c.id, c.locator) for c in group.commitments)]
    for item, locator in placed:
        if locator and source.place(locator) is None:
            yield loaded.where(item, "locator"), _no_place(loaded, locator)
    for n, passage in enumerate(files.passages):
        if passage.locator and source.place(passage.locator) is None:
            yield loaded.entry("passages", n, "locator"), _no_place(loaded, passage.locator)


def _no_place(loaded: Loaded, locator: str) -> str:
    known = [place.locator for place in loaded.source.places]
    parts = [place.locator for place in loaded.source.places if place.parent is None]
    advice = nearest(locator, known) or f"; các phần: {', '.join(parts)}"
    return f"văn bản nguồn không có vị trí '{locator}'{advice}"


def quote_in_source(loaded: Loaded) -> Iterator[Remark]:
    """Câu trích phải có nguyên văn trong văn bản nguồn."""
    for quote, spans in loaded.quotes:
        if not spans and not _elsewhere(loaded, quote):
            yield (
                _where(loaded, quote),
                f"không thấy câu trích trong văn bản nguồn: «{shortened(quote.text)}»{_parting(loaded, quote)}",
            )


def _parting(loaded: Loaded, quote: Quote) -> str:
    """Tell how far a quote agrees with the source, so that the differing word is found at once."""
    words = quote.text.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if loaded.source.find(" ".join(words[:middle])):
            low = middle
        else:
            high = middle - 1
    if low < 2:
        return "; chép lại nguyên văn"
    return f"; khớp đến «{' '.join(words[max(0, low - 3) : low])}», khác từ «{' '.join(words[low : low + 3])}»"


def quote_within_locator(loaded: Loaded) -> Iterator[Remark]:
    """Câu trích phải nằm ở đúng vị trí đã ghi."""
    for quote, spans in loaded.quotes:
        if not spans and quote.locator and loaded.source.place(quote.locator):
            places = _elsewhere(loaded, quote)
            if places:
                yield (
                    _where(loaded, quote),
                    f"câu trích không nằm ở '{quote.locator}' mà ở {', '.join(places)}; sửa 'locator'",
                )


def quote_ambiguous(loaded: Loaded) -> Iterator[Remark]:
    """Câu trích có ở nhiều chỗ thì phải ghi vị trí."""
    for quote, spans in loaded.quotes:
        if len(spans) > 1 and quote.kind != "note" and not quote.support:
            places = list(dict.fromkeys(f"'{loaded.source.place_of(span).locator}'" for span in spans))
            placeable = len(places) > 1 and quote.kind not in _UNPLACED and not quote.locator
            advice = "ghi 'locator'" if placeable else "trích dài hơn"
            message = f"câu trích «{shortened(quote.text)}» có ở {len(spans)} chỗ ({', '.join(places)}); {advice}"
            yield _where(loaded, quote), message


def source_covered(loaded: Loaded) -> Iterator[Remark]:
    """Mọi câu của văn bản nguồn phải được trích dẫn, hoặc ghi trong passages.yaml kèm lý do không phải nhiệm vụ."""
    if not loaded.complete or covers_all(loaded.files, loaded.source, loaded.quotes):
        return
    path = (loaded.folder / loaded.files.plan.source).as_posix()
    covered = loaded.coverage()
    missing = [item for item in covered if item.missing]
    for item in missing:
        label = loaded.source.label(item.sentence.locator)
        line = loaded.source.line(item.sentence.start)
        for words in item.missing:
            yield (
                Where(path, line, label),
                f"chưa có mục nào trích «{shortened(words.lstrip(_SIGNS))}»; trích hoặc thêm vào passages.yaml",
            )
    if missing:
        done = len(covered) - len(missing)
        share = show_number(Decimal(100 * done) / len(covered), 1)
        message = f"mới xử lý {done}/{len(covered)} câu ({share}%); phải đủ 100%"
        yield loaded.at("plan", "source"), message


def _elsewhere(loaded: Loaded, quote: Quote) -> list[str]:
    """Give the places of a quote that is not where its locator says."""
    if not quote.locator or quote.support:
        return []
    return [f"'{loaded.source.place_of(span).locator}'" for span in loaded.source.find(quote.text)]


def _where(loaded: Loaded, quote: Quote) -> Where:
    if quote.kind == "legal_basis":
        return loaded.entry("legal_basis", int(quote.item), *quote.field)
    if quote.kind == "passage":
        return loaded.entry("passages", int(quote.item), *quote.field)
    if quote.kind in ("figure", "note"):
        name = "figures" if quote.kind == "figure" else "source_notes"
        entries = getattr(loaded.files.plan, name)
        number = next(n for n, entry in enumerate(entries) if entry.id == quote.item)
        return loaded.entry(name, number, *quote.field)
    return loaded.where(quote.item, *quote.field)
