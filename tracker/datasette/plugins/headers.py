"""What goes out with every answer, and what is not answered at all.

Pages run one script and no other: each answer carries a nonce of its own (Content Security Policy, level 3).
Only GET and HEAD are answered. Datasette's inner pages (`/-/…`) are for its developers and are not shown.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextvars import ContextVar
from typing import Any

from jinja2 import Environment
from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_nonce: ContextVar[str] = ContextVar("nonce", default="")

_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

#: Datasette repeats the whole address here, longer than proxies take; pages carry the same link in their head.
_LINK = "link"

_FIXED = {
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def security_headers(nonce: str) -> dict[str, str]:
    """Give the headers of an answer whose script carries this nonce."""
    return {"content-security-policy": _POLICY.format(nonce=nonce), **_FIXED}


def refusal(method: str, path: str) -> tuple[int, str, dict[str, str]] | None:
    """Give status, text and headers for what is not answered; None for what is."""
    if method not in ("GET", "HEAD"):
        return 405, "Chỉ nhận yêu cầu đọc (GET, HEAD).\n", {"allow": "GET, HEAD"}
    if "/-/" in path or path.endswith("/-"):
        return 404, "Không có trang này.\n", {}
    return None


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let the templates put the nonce on their script."""
    env.globals["csp_nonce"] = _nonce.get


@hookimpl
def asgi_wrapper() -> Callable[[Application], Application]:
    """Give Datasette what to wrap itself in."""
    return _guarded


def _guarded(application: Application) -> Application:
    async def guarded(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        _nonce.set(nonce)
        answer = _with_headers(send, security_headers(nonce))
        refused = refusal(scope["method"], scope["path"])
        if refused:
            await _refuse(answer, *refused)
        else:
            await application(scope, receive, answer)

    return guarded


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            replaced = {*headers, _LINK}
            kept = [pair for pair in message.get("headers", ()) if pair[0].decode("latin-1").lower() not in replaced]
            message["headers"] = [*kept, *_encoded(headers.items())]
        await send(message)

    return answer


async def _refuse(send: Send, status: int, text: str, headers: dict[str, str]) -> None:
    body = text.encode()
    fixed = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body)), **headers}
    await send({"type": "http.response.start", "status": status, "headers": _encoded(fixed.items())})
    await send({"type": "http.response.body", "body": body})


def _encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
