"""What the model refuses → Vietnamese sentences that say what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import ValidationError

from tracker.model import Fault, fields_of
from tracker.problems import nearest, then
from tracker.text import slug
from tracker.vocabulary import EntryKind, Vocabulary


class Refusal(NamedTuple):
    """A fault at a path within the value that was validated."""

    path: tuple[str | int, ...]
    message: str
    rule: str


#: What a value must be, by the name of pydantic's complaint.
KINDS = {
    "tuple_type": "phải là một danh sách (mỗi mục một dòng bắt đầu bằng '- ', hoặc [a, b])",
    "list_type": "phải là một danh sách (mỗi mục một dòng bắt đầu bằng '- ', hoặc [a, b])",
    "model_type": "phải là một nhóm khoá (mỗi dòng một 'khoá: giá trị')",
    "model_attributes_type": "phải là một nhóm khoá (mỗi dòng một 'khoá: giá trị')",
    "dataclass_type": "phải là một nhóm khoá (mỗi dòng một 'khoá: giá trị')",
    "dict_type": "phải là một nhóm khoá (mỗi dòng một 'khoá: giá trị')",
    "string_type": "phải là chữ, không phải danh sách hay nhóm khoá",
    "date_type": "phải là một ngày dạng năm-tháng-ngày, ví dụ 2018-03-10",
    "enum": "phải là một giá trị trong danh mục",
    "decimal_type": "phải là một số",
    "int_type": "phải là một số nguyên",
    "bool_type": "phải là true hoặc false",
}
#: What a text must look like, by the pattern that holds it to that.
SHAPES = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ 'phong-noi-vu'",
    r"^[A-Z]{2,4}(-[0-9a-z]+)+$": (
        "gồm 2 đến 4 chữ hoa, rồi các phần chữ số hoặc chữ thường nối bằng gạch nối, ví dụ 'TC-15-1'"
    ),
    r"^\d\d-\d\d$": "viết theo dạng tháng-ngày, ví dụ '06-15'",
    r"^[a-z0-9]+(-[a-z0-9]+)*#[1-9][0-9]*$": "gồm mã bản ghi, dấu thăng, thứ tự, ví dụ 'giam-sat-2031-05#2'",
    r"^\d{4}(-(\d\d|q[1-4]|h[12]|w\d\d))?$": "là tháng 2031-03, quý 2031-q1, nửa năm 2031-h1, tuần 2031-w05, năm 2031",
}


def refusals(error: ValidationError, root: Any) -> Iterator[Refusal]:
    """Give one refusal for each fault that pydantic found in a value of the type `root`."""
    for fault in error.errors(include_url=False):
        if fault["type"] == "too_short" and fault["input"]:
            continue  # the entries are there, each has its own fault
        path = _in_yaml(fault["loc"])
        message, rule = _worded(fault, root)
        yield Refusal(path, message, rule)


def _in_yaml(location: Sequence[str | int]) -> tuple[str | int, ...]:
    """Leave out what pydantic adds to a path: the tag of a union's member after a number."""
    return tuple(
        part
        for n, part in enumerate(location)
        if not (n > 1 and location[n - 2] == "entries" and isinstance(location[n - 1], int))
    )


def _worded(fault: Mapping[str, Any], root: Any) -> tuple[str, str]:
    kind, value, location = fault["type"], fault["input"], fault["loc"]
    key = str(location[-1]) if location else ""
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return f"không có khoá '{key}'{_nearest_key(root, location)}", "unknown_key"
    if kind == "missing":
        return f"thiếu khoá '{key}'", "missing_key"
    if kind.startswith("union_tag"):
        return _entry_kind(kind, fault["ctx"])
    return _value(kind, value, fault.get("ctx", {}), location, root)


def _value(
    kind: str, value: Any, context: Mapping[str, Any], location: Sequence[str | int], root: Any
) -> tuple[str, str]:
    if value is None or (kind in ("string_too_short", "too_short") and not value):
        return f"{_name(location)} để trống; ghi giá trị, hoặc bỏ dòng này", "empty_value"
    if isinstance(context.get("error"), Fault):
        return str(context["error"]), "invalid_value"
    if not isinstance(value, str) and kind in KINDS:
        return f"{_name(location)} {KINDS[kind]}", "wrong_kind"
    return _scalar(kind, str(value), context, location, root)


def _scalar(
    kind: str, value: str, context: Mapping[str, Any], location: Sequence[str | int], root: Any
) -> tuple[str, str]:
    name = _name(location)
    if kind == "enum":
        return _vocabulary(name, value, _type_at(root, location)), "vocabulary"
    if kind.startswith(("decimal", "finite", "int")):
        return _number(name, value, kind), "number"
    if kind == "bool_parsing":
        return f"{name} phải là true hoặc false, không phải '{value}'", "invalid_value"
    if kind == "string_pattern_mismatch":
        return _shape(name, value, context["pattern"]), "id_shape"
    if kind in KINDS:
        return f"{name} {KINDS[kind]}", "wrong_kind"
    return _bounds(name, value, kind, context), "invalid_value"


def _entry_kind(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if kind == "union_tag_not_found":
        return "thiếu khoá 'kind'", "missing_key"
    return _vocabulary("'kind'", str(context["tag"]), EntryKind), "vocabulary"


def _vocabulary(name: str, value: str, values: type[Vocabulary]) -> str:
    listed = ", ".join(f"{code.value} ({code.label})" for code in values)
    return then(f"{name} không có giá trị '{value}'{nearest(value, list(values))}", f"chọn một trong: {listed}")


def _number(name: str, value: str, kind: str) -> str:
    whole = "số nguyên" if kind.startswith("int") else "số"
    message = f"{name} phải là {whole}, không phải '{value}'"
    if re.fullmatch(r"-?[\d.]+,\d+", value):
        return f"{message}; phần thập phân dùng dấu chấm: {value.replace('.', '').replace(',', '.')}"
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", value):
        return f"{message}; không dùng dấu ngăn hàng nghìn: {value.replace('.', '')}"
    return f"{message}; chỉ ghi số, đơn vị ghi riêng"


def _shape(name: str, value: str, pattern: str) -> str:
    shape = SHAPES.get(pattern)
    proposal = slug(value) if shape and pattern.startswith("^[a-z0-9]") else ""
    hint = f"; có thể ghi '{proposal}'" if proposal and proposal != value else ""
    return f"{name} viết '{value}' không đúng dạng; {shape or f'phải khớp mẫu {pattern}'}{hint}"


def _bounds(name: str, value: str, kind: str, context: Mapping[str, Any]) -> str:
    if kind == "string_too_long":
        return f"{name} dài quá {context['max_length']} ký tự"
    if kind in ("greater_than_equal", "less_than_equal"):
        side = "không nhỏ hơn" if kind == "greater_than_equal" else "không lớn hơn"
        return f"{name} phải {side} {context.get('ge', context.get('le'))}, không phải '{value}'"
    return f"{name} có giá trị không hợp lệ: '{value}'"


def _name(location: Sequence[str | int]) -> str:
    """Give the nearest key, or what stands for it where an entry has none yet."""
    return next((f"'{part}'" for part in reversed(location) if isinstance(part, str)), "mục này")


def _nearest_key(root: Any, location: Sequence[str | int]) -> str:
    holder = _type_at(root, location[:-1])
    known = list(fields_of(holder))
    return nearest(str(location[-1]), known) or (f"; các khoá dùng được: {', '.join(known)}" if known else "")


def _type_at(kind: Any, location: Sequence[str | int]) -> Any:
    """Give the type that stands at a path of the model."""
    for part in location:
        kind = _inside(_bare(kind, part), part)
    return _bare(kind, None)


def _bare(kind: Any, part: str | int | None) -> Any:
    """Take off Annotated and Optional; of several models in a union, keep the one whose kind is the next part."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        choices = [choice for choice in get_args(kind) if choice is not type(None)]
        if get_origin(kind) is Annotated:
            kind = choices[0]
        else:
            kind = next((c for c in choices if _is_tagged(c, part)), choices[0])
    return kind


def _is_tagged(kind: Any, part: str | int | None) -> bool:
    field = fields_of(kind).get("kind")
    return field is not None and get_origin(field.annotation) is Literal and part in get_args(field.annotation)


def _inside(kind: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return next(iter(get_args(kind)), Any)
    field = fields_of(kind).get(part)
    return field.annotation if field else kind
