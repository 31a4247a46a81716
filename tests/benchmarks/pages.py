"""How many anonymous pages a core serves, beside an empty view behind the same middleware.

Run: python -m tests.benchmarks.pages [seconds]. It uses the database of DATABASE_URL, reads only, and calls the
application in this process. All that is compared takes turns, a tenth of a second each, so that whatever else the
machine does hits all alike: only the ratios mean anything. Prints requests for a second of CPU, their share of the
empty view's, and how many queries a page costs that is made anew. Exits 1 where a bound is broken.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import time
from typing import Any

TURN_S = 0.1
CACHED = ("/", "/faq/", "/news/", "/wards/", "/cy/")
BOUND = 0.6  # of the empty view
QUERIES = {"/": 8}  # at most, made anew
TAKES = {"plain": {}, "gzip": {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}}


def environ(path: str, **headers: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **headers,
    }


def rate(app: Any, path: str, headers: dict[str, str], turn_s: float = TURN_S) -> float:
    """Requests for a second of this process's CPU, during one turn. Neither side waits for anything."""
    done, start = 0, time.process_time()
    while time.process_time() < start + turn_s:
        app(environ(path, **headers), lambda status, headers: None).close()
        done += 1
    return done / (time.process_time() - start)


def queries(app: Any, path: str) -> int:
    """What a page costs that nobody asked for just now; its site's addresses and languages are known."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from civic.pages.page_cache import forget_pages

    app(environ("/privacy/"), lambda status, headers: None)
    forget_pages()
    with CaptureQueriesContext(connection) as asked:
        app(environ(path), lambda status, headers: None)
    return len(asked)


def application() -> Any:
    """The product with an empty view beside it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings.dev")
    import django
    from django.conf import settings

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.urls import path

    from civic import urls

    def empty(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    urls.urlpatterns.insert(0, path("benchmark-empty/", empty))
    settings.ALLOWED_HOSTS = ["*"]
    return WSGIHandler()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("seconds", nargs="?", type=float, default=2.0, help="for each page")
    seconds = parser.parse_args().seconds
    app = application()
    costs = {path: queries(app, path) for path in CACHED}
    shares: dict[tuple[str, str], float] = {}
    print(f"{'':10}{'taken':8}{'pages':>10}{'empty':>10}{'share':>8}{'queries anew':>15}")
    for path in CACHED:
        for name, headers in TAKES.items():
            rate(app, path, headers), rate(app, "/benchmark-empty/", headers)
            turns = [
                (rate(app, path, headers), rate(app, "/benchmark-empty/", headers))
                for _ in range(max(3, int(seconds / TURN_S / 2)))
            ]
            page, empty = (statistics.median(one) for one in zip(*turns, strict=True))
            shares[path, name] = statistics.median(one / other for one, other in turns)
            print(f"{path:10}{name:8}{page:>10.0f}{empty:>10.0f}{shares[path, name]:>8.2f}{costs[path]:>15}")
    worst = min(shares.values())
    print(f"\nleast share of an empty view: {worst:.2f} (bound {BOUND}) · first page: {costs['/']} queries (bound 8)")
    return 0 if worst >= BOUND and all(costs[path] <= most for path, most in QUERIES.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
