"""How much one socket, person or address may do, beside the limits that acts share with HTTP."""

from __future__ import annotations

import time
from collections import deque

from civic.core.throttling import limit
from consultations.surgeries.live.identity import Identity

COMMANDS, COMMANDS_S = 10, 10.0


class CommandMeter:
    """Ten commands in ten seconds for one socket."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()

    def wait_s(self) -> int:
        """Count one; 0 if it was within the limit, else whole seconds to wait."""
        now = time.monotonic()
        while self._times and self._times[0] <= now - COMMANDS_S:
            self._times.popleft()
        if len(self._times) < COMMANDS:
            self._times.append(now)
            return 0
        return max(1, round(self._times[0] + COMMANDS_S - now + 0.5))


def count_join(identity: Identity, *, with_cursor: bool) -> None:
    """Raises TooFast."""
    name = "rejoin" if with_cursor else "join"
    if identity.who:
        limit(name, identity.who)
    limit(f"{name}.address", identity.address)
