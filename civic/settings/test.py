"""As dev, quicker where it does not change what is tested."""

import os

from .base import *
from .base import CIVIC_VAR, DATABASES, REST_FRAMEWORK, STORAGES, env

SECRET_KEY = "tests-only"  # noqa: S105
CIVIC_DEMO = env.bool("CIVIC_DEMO", True)
CIVIC_REQUIRE_MFA = False
CIVIC_MIN_FILL_S = 0  # tests type fast; the tests of this set it
CIVIC_LIMITS_TIMES = 1  # as where people use it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = CIVIC_VAR / "test" / f"media-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["OPTIONS"].pop("pool", None)
DATABASES["default"]["TEST"] = {"NAME": env.str("CIVIC_TEST_DB", "test_civic")}
REST_FRAMEWORK = {**REST_FRAMEWORK, "TEST_REQUEST_DEFAULT_FORMAT": "json"}
