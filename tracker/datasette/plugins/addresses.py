"""Addresses as readers type and paste them, made into what Datasette understands.

Text copied on some systems comes decomposed (NFD), and a filter then finds nothing; it is composed here.
Options of the address that serve developers, and can only lead a reader to an error, are dropped.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pluggy import HookimplMarker

from tracker.text import nfc

hookimpl = HookimplMarker("datasette")

Message = MutableMapping[str, Any]
Application = Callable[[Message, Any, Any], Awaitable[None]]

#: Options of the query string that Datasette knows and its pages here never use.
DROPPED = frozenset({"_context", "_fts_pk", "_fts_table", "_searchmode", "_through", "_timelimit", "_trace"})


def tidy(query: str) -> str:
    """Give a query string in NFC, without NUL and without the dropped options."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(nfc(key), nfc(value).replace("\0", " ")) for key, value in pairs if key not in DROPPED])


@hookimpl
def asgi_wrapper() -> Callable[[Application], Application]:
    """Give Datasette what to wrap itself in."""
    return _tidied


def _tidied(application: Application) -> Application:
    async def tidied(scope: Message, receive: Any, send: Any) -> None:
        query = scope.get("query_string", b"")
        if query:
            scope = {**scope, "query_string": tidy(query.decode("latin-1")).encode("latin-1")}
        await application(scope, receive, send)

    return tidied
