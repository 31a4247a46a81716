"""One machine, http, a secret of its own: what `deploy/run` serves."""

from .base import *
from .base import env

SECRET_KEY = env.str("CIVIC_SECRET_KEY", "dev-only-never-for-a-server-that-others-can-reach")
