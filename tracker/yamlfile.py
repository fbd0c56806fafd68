"""One YAML file → values that keep their lines: libyaml's events and nothing that YAML guesses.

Values stay text, without white space around it; only `~`, `null` and nothing at all are null. Anchors, aliases, tags,
merge keys, duplicate keys, second documents and tabs are refused, so that a file says what it seems to say and cannot
grow when read.
"""

from __future__ import annotations

import codecs
import re
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from sys import intern
from typing import Any, NamedTuple, NoReturn

import yaml

from tracker.text import ACCENTED

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 20
#: libyaml takes these for another encoding; in UTF-8 no text begins with them.
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: What no text file holds; libyaml refuses these and rarer ones.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_ASCII = bytes(range(128))
_SKIMMED = bytes.maketrans(f"{ascii_uppercase}123456789".encode(), f"{ascii_lowercase}000000000".encode())
_BETWEEN_DIGITS = b" .()-"
_BLANKED = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))


class Fields(dict[str, Any]):
    """A mapping that knows its line and the line of each key, in order."""

    __slots__ = ("line", "lines")
    line: int
    lines: array[int]

    def line_of(self, key: str) -> int:
        """Give the line of a key; raises ValueError for one that is not there."""
        return self.lines[list(self).index(key)]


class Entries(list[Any]):
    """A list that knows its line and the line of each value."""

    __slots__ = ("line", "lines")
    line: int
    lines: array[int]


class Trouble(NamedTuple):
    """What is wrong in a file, before it is known what the file means."""

    line: int
    message: str
    rule: str


class YamlFile(NamedTuple):
    """What was read: the value (None when nothing could be), the file's bytes, and the troubles."""

    value: Any
    raw: bytes
    troubles: list[Trouble]

    @property
    def literal(self) -> bool:
        """Whether every text stands in the file as it is, without escapes."""
        return b"\\" not in self.raw

    def skimmed(self) -> bytes:
        """Give the file with small letters only, each digit as 0, without what may stand between those of a number."""
        return self.raw.translate(_SKIMMED, _BETWEEN_DIGITS)

    def oddities(self) -> set[str]:
        """Give the characters of the file's texts that plain Vietnamese does without, and perhaps some of its own."""
        if self.literal:  # most files hold nothing else, and `strip` tells so fastest
            return set(self.raw.translate(None, _ASCII).decode().strip(ACCENTED))
        return set().union(*(text for _, text in texts(self.value)))


def texts(value: Any, line: int = 1) -> Iterator[tuple[int, str]]:
    """Give every text in a value, keys left out, with its line."""
    if isinstance(value, Fields):
        for inner, at in zip(value.values(), value.lines, strict=True):
            yield from texts(inner, at)
    elif isinstance(value, Entries):
        for inner, at in zip(value, value.lines, strict=True):
            yield from texts(inner, at)
    elif isinstance(value, str):
        yield line, value


def read_yaml(path: Path) -> YamlFile:
    """Give the content of one file; never raises for what is in it."""
    raw = read_bytes(path)
    if raw is None:
        kind = "đây là thư mục" if path.is_dir() else "không có tệp này hoặc không được phép đọc"
        return _nothing(1, f"không đọc được tệp: {kind}", "missing_file")
    return parse_yaml(raw)


def read_bytes(path: Path) -> bytes | None:
    """Give what a regular file holds, without a byte order mark; None for all else: a pipe would be waited for."""
    try:
        return path.read_bytes().removeprefix(codecs.BOM_UTF8) if path.is_file() else None
    except OSError:
        return None


def parse_yaml(raw: bytes) -> YamlFile:
    """Give the content of UTF-8 bytes; never raises for what is in them."""
    if b"\t" not in raw and not raw.startswith(_UTF_16):
        value, troubles = _built(raw)
        if value is not None and not troubles:
            return YamlFile(value, raw, [])
    return _examined(raw)


def _examined(raw: bytes) -> YamlFile:
    """Give what can be read of bytes with which something is wrong, and all of it."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _nothing(line, "tệp không phải văn bản UTF-8; lưu lại với bảng mã UTF-8", "not_utf8")
    strange = list(_strange(raw))
    if b"\0" in raw:
        return YamlFile(None, raw, strange)
    value, troubles = _built(raw.translate(_BLANKED).replace(b"\t", b"  ") if strange else raw)
    if strange:  # what follows from them is no trouble of its own
        troubles = [*strange, *(t for t in troubles if t.rule != "yaml_syntax")]
    if value is None and not troubles:
        troubles = [Trouble(1, "tệp trống; ghi nội dung, hoặc xoá tệp nếu không dùng", "empty_file")]
    return YamlFile(value, raw, troubles)


def _built(raw: bytes) -> tuple[Any, list[Trouble]]:
    loader = yaml.CSafeLoader(raw)
    builder = _Builder(raw, loader.get_event)
    try:
        builder.run()
    except _Halt:
        return None, builder.troubles
    except yaml.YAMLError as error:
        return None, [*builder.troubles, _syntax(error)]
    finally:
        loader.dispose()
    return builder.value, builder.troubles


def _nothing(line: int, message: str, rule: str) -> YamlFile:
    return YamlFile(None, b"", [Trouble(line, message, rule)])


def _strange(raw: bytes) -> Iterator[Trouble]:
    """Give a trouble for each line that holds a tab or a control character; for the first of a file that is no text."""
    if b"\t" not in raw and len(raw.translate(None, _CONTROLS)) == len(raw):
        return
    for number, line in enumerate(raw.split(b"\n"), 1):
        if b"\t" in line:
            yield Trouble(number, "có ký tự tab; thay bằng dấu cách", "tab")
        control = next((byte for byte in line if byte in _CONTROLS), None)
        if control is not None:
            message = f"có ký tự điều khiển U+{control:04X}; tệp hỏng hoặc không phải văn bản"
            yield Trouble(number, message, "control_character")
            if b"\0" in raw:
                return


class _Halt(Exception):
    """Reading cannot go on; the trouble is noted."""


_VALUES = (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent)


class _Builder:
    """Puts events together into values, one method for each kind of value."""

    def __init__(self, raw: bytes, next_event: Callable[[], Any]) -> None:
        self.next = next_event
        #: Whether any value can have an anchor or a tag at all.
        self.decorated = b"&" in raw or b"!" in raw
        self.value: Any = None
        self.troubles: list[Trouble] = []

    def run(self) -> None:
        """Take every event of a stream."""
        documents = 0
        event: Any
        while (event := self.next()) is not None:
            kind = event.__class__
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    line = event.start_mark.line + 1
                    self._halt(line, "mỗi tệp chỉ có một văn bản YAML; bỏ dòng '---' này", "second_document")
            elif kind in _VALUES:
                self.value = self._node(event, 0)

    def _node(self, event: Any, depth: int) -> Any:
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._unwanted(event)
            value: str = event.value
            if event.style:  # only quotes and blocks can keep white space around what they say
                return value.strip()
            return None if value in _NULLS else value
        line = event.start_mark.line + 1
        if kind is yaml.AliasEvent:
            self._halt(line, f"không dùng bí danh '*{event.anchor}'; chép lại giá trị", "alias")
        self._unwanted(event)
        if depth > _DEEPEST:
            self._halt(line, f"lồng nhau quá {_DEEPEST} tầng", "too_deep")
        return self._fields(line, depth + 1) if kind is yaml.MappingStartEvent else self._entries(line, depth + 1)

    def _fields(self, line: int, depth: int) -> Fields:
        fields = Fields()
        fields.line = line
        lines = array("I")
        fields.lines = lines
        next_event, node, decorated = self.next, self._node, self.decorated
        end, scalar = yaml.MappingEndEvent, yaml.ScalarEvent
        while (event := next_event()).__class__ is not end:
            if event.__class__ is not scalar or decorated:
                self._key(event)
            key = intern(event.value)  # each name once, not once for each entry
            held = next_event()
            if held.__class__ is not scalar or decorated:
                value = node(held, depth)
            else:  # as `node` does, written out for speed: most of a file passes here
                value = held.value
                if held.style:
                    value = value.strip()
                elif value in _NULLS:
                    value = None
            if key in fields or key == "<<":
                self._refuse_key(event, fields)
            else:
                lines.append(event.start_mark.line + 1)
                fields[key] = value
        return fields

    def _entries(self, line: int, depth: int) -> Entries:
        entries = Entries()
        entries.line = line
        lines = array("I")
        entries.lines = lines
        next_event, node, end = self.next, self._node, yaml.SequenceEndEvent
        while (event := next_event()).__class__ is not end:
            lines.append(event.start_mark.line + 1)
            entries.append(node(event, depth))
        return entries

    def _key(self, event: Any) -> None:
        if event.__class__ is not yaml.ScalarEvent:
            message = "tên khoá phải là chữ, không phải danh sách, nhóm khoá hay bí danh"
            self._halt(event.start_mark.line + 1, message, "scalar_key")
        self._unwanted(event)

    def _refuse_key(self, event: Any, fields: Fields) -> None:
        line, key = event.start_mark.line + 1, event.value
        if key == "<<":
            self.troubles.append(Trouble(line, "không dùng khoá gộp '<<'; chép lại các khoá", "merge_key"))
        else:
            message = f"khoá '{key}' lặp lại, đã có ở dòng {fields.line_of(key)}; chỉ giữ một"
            self.troubles.append(Trouble(line, message, "duplicate_key"))

    def _unwanted(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if event.anchor is not None:
            self.troubles.append(Trouble(line, f"không dùng neo '&{event.anchor}'; bỏ nó đi", "anchor"))
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.troubles.append(Trouble(line, f"không dùng nhãn kiểu '{tag}'; bỏ nó đi", "tag"))

    def _halt(self, line: int, message: str, rule: str) -> NoReturn:
        self.troubles.append(Trouble(line, message, rule))
        raise _Halt


#: libyaml's words for the usual mistakes, and ours.
_SYNTAX = (
    ("mapping values are not allowed", "thừa dấu ':'; đặt giá trị có ': ' trong dấu nháy, hoặc xem lại thụt đầu dòng"),
    ("could not find expected ':'", "thiếu dấu ':' sau tên khoá"),
    ("did not find expected key", "thụt đầu dòng không đều, hoặc dấu nháy chưa đóng ở phía trên"),
    ("did not find expected '-'", "thụt đầu dòng của dấu '-' không đều"),
    ("block sequence entries are not allowed", "dấu '-' đứng sai chỗ; xem lại thụt đầu dòng"),
    ("unexpected end of stream", "dấu nháy mở mà không đóng"),
    ("unexpected document indicator", "dấu nháy mở mà không đóng"),
    ("did not find expected ',' or", "danh sách trong ngoặc thiếu dấu ',' hoặc dấu đóng ngoặc"),
    ("cannot start any token", "giá trị bắt đầu bằng ký tự đặc biệt; đặt giá trị trong dấu nháy"),
    ("did not find expected <document start>", "nội dung thừa; xem lại thụt đầu dòng"),
    ("while parsing a quoted scalar", "dấu nháy mở mà không đóng"),
    ("unknown escape character", "dấu '\\' trong dấu nháy kép; dùng dấu nháy đơn"),
)


def _syntax(error: yaml.YAMLError) -> Trouble:
    opened = re.search("quoted|flow", str(getattr(error, "context", "")))
    mark = getattr(error, "context_mark" if opened else "problem_mark", None)
    english = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    advice = next((ours for theirs, ours in _SYNTAX if theirs in english), "xem lại thụt đầu dòng và dấu nháy")
    if "control characters are not allowed" in english:
        return Trouble(1, "có ký tự điều khiển; tệp hỏng hoặc không phải văn bản", "control_character")
    return Trouble(mark.line + 1 if mark else 1, f"không đúng cú pháp YAML: {advice}", "yaml_syntax")
