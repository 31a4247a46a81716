"""For the processes of `live_stack`: mail lands in the demo's outbox, and connections are pooled as they really are."""

from civic.settings.test import *
from civic.settings.test import DATABASES, LOGGING

EMAIL_BACKEND = "civic.demo.mail.OutboxBackend"
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
LOGGING["loggers"]["procrastinate"] = {"level": "INFO"}  # so that a job that fails once says why in the worker's log
CIVIC_LIMITS_TIMES = 10  # all who go on a journey share one address, as in a demo
