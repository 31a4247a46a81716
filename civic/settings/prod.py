"""Behind nginx with TLS. Starts only when all it needs is set."""

from .base import *
from .base import CIVIC_DEMO, CIVIC_ORIGINS, CIVIC_TRUSTED_PROXIES, env

SECRET_KEY = env.str("CIVIC_SECRET_KEY")
DATABASE_URL = env.str("DATABASE_URL")
if CIVIC_DEMO and not env.bool("CIVIC_DEMO_IN_PUBLIC", False):
    raise RuntimeError("CIVIC_DEMO=1 shows passwords to everyone. Set CIVIC_DEMO_IN_PUBLIC=1 too if that is meant.")
if any(not origin.startswith("https://") for origin in CIVIC_ORIGINS):
    raise RuntimeError("CIVIC_ORIGINS must hold https origins only, for example https://talk.example.gov.uk")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_SECURE = True
if CIVIC_TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
