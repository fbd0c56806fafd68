"""Vietnamese text: folding, slugs, dates and numbers. The only module that knows diacritics."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import product

#: Đ has no Unicode decomposition, and the look-alike eth (Ð) is typed for it by mistake.
_STROKED_D = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d"})

#: Latin letters that are typed by mistake for a Vietnamese one, and the letters of other scripts that look like one.
_LOOK_ALIKES = {
    **dict(zip("ÐðƉƋƌ", "ĐđĐĐđ", strict=True)),
    **dict(zip("АВЕЅІЈКМНОРСТУХаеорсухіјѕԁһ", "ABESIJKMHOPCTYXaeopcyxijsdh", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανυ", "ABEZHIKMNOPTYXoavu", strict=True)),
}
#: Signs of measures and order, which Unicode counts among the letters.
_SIGNS = frozenset("ªºµμΩ")

#: «hòa» and «hoà», «Ủy» and «Uỷ» are one spelling: the tone mark sits on either vowel of oa, oe, uy.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOVED = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize("NFC", first + second + tone)
    for vowels in ("oa", "oe", "uy")
    for first, second in product(*(vowel + vowel.upper() for vowel in vowels))
    for tone in _TONES
}
#: The letters of Vietnamese that ASCII lacks, in NFC.
ACCENTED = "đĐ" + "".join(
    letter
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *_TONES)
    if not (letter := unicodedata.normalize("NFC", vowel + tone)).isascii()
)

_UNMOVED = {moved: pair for pair, moved in _MOVED.items()}
_TONE_PLACEMENT = re.compile(f"[{''.join({pair[0] for pair in _MOVED})}][aeyAEY]")
_MOVED_TONE = re.compile(f"([oOuU][{''.join({pair[1] for pair in _UNMOVED})}])")

_WRITTEN_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", re.ASCII),
    re.compile(r"(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d{4})", re.ASCII),
)


_WORDS = re.compile(r"\w+")


def nfc(value: str) -> str:
    """Give the text in Unicode normalisation form C (UAX #15), the only form stored."""
    return unicodedata.normalize("NFC", value)


def is_unstable(character: str) -> bool:
    """Tell whether NFC may change a text for this character: a mark, a letter of Korean, or one NFC has no place for.

    The characters whose quick check is not Yes (UAX #15, table 7).
    """
    kind = unicodedata.category(character)
    return kind[0] == "M" or "\u1100" <= character <= "\u11ff" or not unicodedata.is_normalized("NFC", character)


def squeeze(value: str) -> str:
    """Give the text in NFC with each run of white space as one space: how quotes are compared."""
    return " ".join(nfc(value).split())


def same_tone(value: str) -> str:
    """Give the text in NFC with the tone mark of oa, oe and uy moved to the last vowel (hoà, uỷ).

    Two spellings that differ only in tone placement become equal; the length does not change
    relative to `nfc` of the same text, so offsets found in one hold in the other.
    """
    return _TONE_PLACEMENT.sub(lambda pair: _MOVED.get(pair[0], pair[0]), nfc(value))


def either_tone(value: str) -> tuple[list[str], str]:
    """Give a regular expression for a text in either tone placement, and the pieces that are the same in both."""
    parts = _MOVED_TONE.split(same_tone(value))
    same = [part for part in parts if part not in _UNMOVED]
    return same, "".join(f"(?:{part}|{_UNMOVED[part]})" if part in _UNMOVED else re.escape(part) for part in parts)


def fold(value: str) -> str:
    """Give the text without diacritics and case, white space squeezed: `Đào tạo` becomes `dao tao`."""
    decomposed = unicodedata.normalize("NFD", value.translate(_STROKED_D)).casefold()
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def slug(value: str) -> str:
    """Give an address made of the folded words: `Tổ chức thực hiện` becomes `to-chuc-thuc-hien`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(value)).strip("-")


def initials(name: str) -> list[str]:
    """Give what a name is shortened to, from each of its words that has a capital: «Sở Tài chính» gives STC and TC.

    Readers type the beginning of it: MTTQ for «Uỷ ban Mặt trận Tổ quốc Việt Nam». «và» counts for nothing.
    """
    words = [word for word in _WORDS.findall(name) if word != "và"]
    letters = [word if word.isupper() else word[0].upper() for word in words]
    found = ("".join(letters[place:]) for place, word in enumerate(words) if word[0].isupper())
    return [short for short in found if len(short) > 1]


def show_date(value: date | str | None) -> str:
    """Give a date as dd/mm/yyyy, from a date or its ISO text; nothing for None."""
    if not value:
        return ""
    year, month, day = str(value).split("-")
    return f"{day}/{month}/{year}"


def read_date(words: str) -> date | None:
    """Give the day that 30/9/2031 or 2031-09-30 names; None for other words and days that no calendar has."""
    match = next((m for pattern in _WRITTEN_DAYS if (m := pattern.fullmatch(words))), None)
    with suppress(ValueError):
        return date(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    return None


def show_number(value: Decimal | float, decimals: int | None = None) -> str:
    """Give a number the Vietnamese way: point for thousands, comma for decimals (2.135; 4,63).

    decimals: how many to show; None shows those the value has.
    """
    number = Decimal(str(value))
    if decimals is None:
        exponent = number.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def shortened(value: str, most: int = 60) -> str:
    """Give the first words of a text, with an ellipsis for the rest, in no more characters than asked for."""
    return value if len(value) <= most else f"{value[:most].rsplit(' ', 1)[0]}…"


def is_foreign_letter(character: str) -> bool:
    """Tell whether a letter or digit is none that Vietnamese, or a Vietnamese minority in Latin script, writes with.

    Foreign are other scripts (UAX #24, by the names of the characters), compatibility forms such as mathematical and
    full-width letters (UAX #15), and Latin letters that are only ever typed for another one (eth for Đ).
    """
    kind = unicodedata.category(character)
    if character in _SIGNS or (kind[0] != "L" and kind != "Nd") or kind == "Lm":
        return False
    if character in _LOOK_ALIKES or unicodedata.normalize("NFKC", character) != nfc(character):
        return True
    return not (character.isascii() or unicodedata.name(character, "").startswith("LATIN "))


def meant_letter(character: str) -> str:
    """Give the letter or digit that a foreign one looks like; nothing when it looks like none."""
    plain = unicodedata.normalize("NFKC", character)
    return _LOOK_ALIKES.get(plain, "" if plain == character else plain)
