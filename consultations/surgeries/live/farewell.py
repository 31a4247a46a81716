"""A word to every socket before the process ends."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType


def on_sigterm(say_goodbye: Callable[[], None]) -> None:
    """Call `say_goodbye` in the event loop at SIGTERM, then let the server's own handler end the process.

    The server closes the sockets a tenth of a second later, so a word that is sent at once still arrives.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop, before = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)

    def ending(number: int, frame: FrameType | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(say_goodbye)
        if callable(before):
            before(number, frame)
        elif before == signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    signal.signal(signal.SIGTERM, ending)
