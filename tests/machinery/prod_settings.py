"""The settings of a real installation, for a process that serves the test database. Static files are not gathered."""

from civic.settings.prod import *
from civic.settings.prod import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
