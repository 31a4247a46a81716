"""What is known about the request being served, for the log and the error pages."""

from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("civic_request_id", default="")


def request_id() -> str:
    """The id of the request or job being served; "" outside of one."""
    return _request_id.get()


def set_request_id(value: str) -> None:
    """Remember `value` as the id of what is being served in this context."""
    _request_id.set(value)
