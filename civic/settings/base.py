"""What holds everywhere. Each value that differs between machines is read from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from django.utils.translation import gettext_lazy as _

from . import limits

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

# --- The place -------------------------------------------------------------------------------------------------------
CIVIC_PLACE_NAME = env.str("CIVIC_PLACE_NAME", "Carsewell")
CIVIC_COUNCIL_NAME = env.str("CIVIC_COUNCIL_NAME", f"{CIVIC_PLACE_NAME} Council")
CIVIC_DEMO = env.bool("CIVIC_DEMO", False)
CIVIC_VAR = Path(env.str("CIVIC_VAR", str(BASE_DIR / "var")))
CIVIC_ORIGINS = env.list("CIVIC_ORIGINS", default=["http://127.0.0.1:8000", "http://localhost:8000"])
CIVIC_BASE_URL = env.str("CIVIC_BASE_URL", CIVIC_ORIGINS[0])  # for links in mails
CIVIC_TRUSTED_PROXIES = env.int("CIVIC_TRUSTED_PROXIES", 0)  # how many proxies of ours stand in front
CIVIC_LIMITS: dict[str, Any] = limits.LIMITS
CIVIC_COMMENT_LINKS_NEW: int = limits.COMMENT_LINKS_NEW
CIVIC_LIMITS_TIMES = env.int("CIVIC_LIMITS_TIMES", 10 if CIVIC_DEMO else 1)  # why: limits.py
CIVIC_REQUIRE_MFA = env.bool("CIVIC_REQUIRE_MFA", not CIVIC_DEMO)
# Quicker than this (in seconds) no person fills in a form; 0 asks for no instant at all.
CIVIC_MIN_FILL_S = env.int("CIVIC_MIN_FILL_S", 3)
CIVIC_STAFF_IDLE_S = env.int("CIVIC_STAFF_IDLE_S", 30 * 60)  # then staff sign in again
CIVIC_MAP: dict[str, Any] = {
    # Another map: its address and attribution, such as https://tile.openstreetmap.org/{z}/{x}/{y}.png
    "tiles": env.str("CIVIC_TILES", "/tiles/base/{z}/{x}/{y}{r}.png"),
    "attribution": env.str("CIVIC_TILES_ATTRIBUTION", f"Map of {CIVIC_PLACE_NAME}, drawn by the council"),
    "bounds": [-0.36, 52.94, -0.26, 53.00],  # west, south, east, north
    "center": [52.97, -0.31],  # latitude, longitude
    "zoom": 13,
    "min_zoom": 12,
    "max_zoom": 18,
}

# --- Security --------------------------------------------------------------------------------------------------------
DEBUG = False
ALLOWED_HOSTS = env.list("CIVIC_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [origin for origin in CIVIC_ORIGINS if "://" in origin]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "civic.core.errors_web.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "geolocation": ["self"], "camera": ["self"], "microphone": [], "payment": [], "usb": [],
}  # fmt: skip
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# GDAL older than 3.9 can be made to read files by a spatial reference from outside; we hand it none (core.geometry).
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

# --- Rooms -----------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "procrastinate.contrib.django",  # before our own rooms: their tasks are found through it
    "frontend",
    "civic.core",
    "civic.eventlog",
    "civic.areas",
    "civic.accounts",
    "civic.links",
    "civic.search",
    "civic.notifications",
    "civic.moderation",
    "reports",
    "consultations",
    "consultations.surgeries",
    "civic.pages",
    "civic.demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "channels",
    "csp",
    "rest_framework",
    "rest_framework_gis",
    "django_filters",
    "drf_spectacular",
    "leaflet",
    "civic.accounts.admin_site.CivicAdminConfig",
    "django.contrib.humanize",  # used by the list of passkeys
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "civic.core.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "civic.core.compression.CompressWords",
    "civic.core.csp.PathCSP",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "civic.core.api_requests.ApiRequests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "civic.core.middleware.DeviceCookie",
    "civic.core.middleware.OwnAnswers",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "civic.accounts.middleware.SessionGuard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "civic.core.middleware.CivicErrors",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "civic.urls"
ASGI_APPLICATION = "civic.asgi.application"
FORM_RENDERER = "frontend.forms.CivicFormRenderer"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "frontend.context.page",
            ]
        },
    }
]

# --- Database and jobs -----------------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url("DATABASE_URL", default="postgis:///civic", engine="django.contrib.gis.db.backends.postgis")
}
# A socket's folder stands percent-encoded where the host would be, as libpq writes it.
DATABASES["default"]["HOST"] = unquote(DATABASES["default"].get("HOST") or "")
DATABASES["default"].setdefault("OPTIONS", {})
# CIVIC_STATEMENT_TIMEOUT_MS is set for web processes; the worker and commands may take longer.
CIVIC_STATEMENT_TIMEOUT_MS = env.int("CIVIC_STATEMENT_TIMEOUT_MS", 0)
DATABASES["default"]["OPTIONS"]["options"] = (
    f"-c statement_timeout={CIVIC_STATEMENT_TIMEOUT_MS} -c lock_timeout={10_000 if CIVIC_STATEMENT_TIMEOUT_MS else 0}"
    f" -c idle_in_transaction_session_timeout={10_000 if CIVIC_STATEMENT_TIMEOUT_MS else 0}"
)
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.int("CIVIC_DB_POOL", 12), "timeout": 10}
LISTEN_DATABASE_URL = env.str("LISTEN_DATABASE_URL", "")
CIVIC_APP_ROLE = env.str("CIVIC_APP_ROLE", "civic")  # the database role that serves; granted after each migration
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_ON_APP_READY = "civic.eventlog.queue.join_transactions"
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env.str("REDIS_URL", ""):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.str("REDIS_URL")}

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/my/"
ACCOUNT_ADAPTER = "civic.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SIGNUP_FORM_CLASS = "civic.accounts.web.forms.SignupExtra"
# django-axes and our own table (limits.py) count these in PostgreSQL, and say when to come back.
ACCOUNT_RATE_LIMITS: dict[str, Any] = {"login": None, "login_failed": None, "request_login_code": None}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = CIVIC_COUNCIL_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = CIVIC_DEMO
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # one visitor's typing errors lock nobody else
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "civic.accounts.adapter.sign_in_name"
AXES_LOCKOUT_CALLABLE = "civic.core.errors_web.locked_out"
AXES_CLIENT_IP_CALLABLE = "civic.core.middleware.client_ip"
AXES_HTTP_RESPONSE_CODE = 429

# --- Languages and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [BASE_DIR / "frontend" / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_DISABLE_PUBLISH_FROM_TRANSLATION = False
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = CIVIC_VAR / "static"
STATICFILES_DIRS: list[tuple[str, Path]] = [
    (f"vendor/{part}", BASE_DIR / "node_modules" / part / "dist")
    for part in ("leaflet.markercluster", "leaflet.locatecontrol")
    if (BASE_DIR / "node_modules" / part / "dist").is_dir()
]
MEDIA_ROOT = CIVIC_VAR / "media"
MEDIA_URL = "/media/"
CIVIC_ACCEL_MEDIA = env.str("CIVIC_ACCEL_MEDIA", "")  # where nginx finds MEDIA_ROOT, if it is to send the files
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "civic.core.static_files.StaticStorage"},
}
WHITENOISE_MAX_AGE = 3600

# --- Mail ------------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "civic.demo.mail.OutboxBackend" if CIVIC_DEMO else "django.core.mail.backends.smtp.EmailBackend"
if env.str("EMAIL_URL", "") and not CIVIC_DEMO:
    globals().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 10
CIVIC_CONTACT_EMAIL = env.str("CIVIC_CONTACT_EMAIL", "talk@carsewell.example")  # shown to people who need help
DEFAULT_FROM_EMAIL = env.str("CIVIC_FROM_EMAIL", f"{CIVIC_COUNCIL_NAME} <noreply@carsewell.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- API -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "civic.accounts.authentication.SessionAuthentication",
        "civic.accounts.authentication.TokenAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["civic.accounts.authentication.DenyAll"],  # each view says who may
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "civic.core.parsers.SafeJSONParser",
        "rest_framework.parsers.MultiPartParser",
        "rest_framework.parsers.FormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "civic.core.api.exception_handler",
    "URL_FORMAT_OVERRIDE": None,  # ?format= is no word of ours
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": f"{CIVIC_COUNCIL_NAME}: open interface",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["civic.core.api.own_endpoints_only"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "civic.core.api_schema.describe",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

# --- CMS and map -----------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = CIVIC_COUNCIL_NAME
WAGTAILADMIN_BASE_URL = CIVIC_BASE_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILADMIN_LOGIN_URL = "/cms/login/"  # civic.urls.to_sign_in
# Addresses and passwords are changed under /account/, where a new address is confirmed first.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_FORM_BASE = "civic.pages.pictures.BareImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
LEAFLET_CONFIG: dict[str, Any] = {
    "DEFAULT_CENTER": tuple(CIVIC_MAP["center"]),
    "DEFAULT_ZOOM": CIVIC_MAP["zoom"],
    "MIN_ZOOM": 11,
    "MAX_ZOOM": 18,
    "TILES": [("", CIVIC_MAP["tiles"], {"attribution": CIVIC_MAP["attribution"]})],
    "RESET_VIEW": False,
    "SCALE": "metric",
}

# --- Logs: ids, never bodies, addresses, tokens or coordinates -----------------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("CIVIC_LOG_LEVEL", "WARNING")},
    "loggers": {"django.contrib.gis": {"level": "ERROR"}},  # its warnings hold coordinates that people drew
}
