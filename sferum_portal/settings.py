"""Settings: one plain file, read from the environment; the defaults are the demo's.

The variables are listed in ``.env.example``. With DEBUG off the process refuses to start
without a SECRET_KEY and without ALLOWED_HOSTS.
"""

from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from kombu import Queue

from sferum_portal.unfold_config import UNFOLD  # noqa: F401 (a setting of django-unfold)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

# --- Mode -----------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-a-local-demo" if DEBUG else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set; it is needed while DEBUG is off.")

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    # Before Django's admin and simple_history, whose templates they replace; the plain
    # configuration of unfold leaves the portal's own admin site in place.
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.simple_history",
    "sferum_portal.admin_config.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "csp",
    "django_htmx",
    "guardian",
    "simple_history",
    "sferum_portal.apps.PortalConfig",
    "accounts",
    "organizations",
    "memberships",
    "invitations",
    "chats",
    "regulations",
]

MIDDLEWARE = [
    "sferum_portal.lib.strict_requests.StrictSessionKeyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sferum_portal.middleware.ContentSecurityPolicyMiddleware",
    "sferum_portal.middleware.RussianErrorPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # After the messages: it says why the session ended.
    "memberships.cards.CardSessionMiddleware",
    "sferum_portal.unsent.KeepUnsentFormMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sferum_portal.urls"
WSGI_APPLICATION = "sferum_portal.wsgi.application"
ASGI_APPLICATION = "sferum_portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sferum_portal.context_processors.frame",
            ],
            "builtins": ["sferum_portal.templatetags.portal"],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while somebody writes; IMMEDIATE makes writers queue for the lock
    # instead of failing half-way through a transaction.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A server that is gone must not hold a page (or /healthz) for minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache and tasks ------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")


def _cache(name):
    """A cache in Redis, or in this process where there is none."""
    if not REDIS_URL:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": name,
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }


CACHES = {name: _cache(name) for name in ("default", "forms")}
# Without a broker tasks run in place, in the process that sends them.
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
# Long work (`lib.background`) without a broker: in a thread, so that the page can answer.
BACKGROUND_THREADS = True
CELERY_TASK_IGNORE_RESULT = True
# Papers are printed by workers (`lib.pdf_orders`), who answer by the broker's Redis. Their orders
# have a queue of their own, so that no letter or export is in front of a page that waits.
PDF_BY_WORKERS = CELERY_BROKER_URL.startswith("redis")
CELERY_RESULT_BACKEND = CELERY_BROKER_URL if PDF_BY_WORKERS else None
CELERY_RESULT_EXPIRES = 120
CELERY_IMPORTS = ["sferum_portal.lib.pdf_orders"]
CELERY_TASK_QUEUES = [Queue("celery", routing_key="celery"), Queue("papers", routing_key="papers")]
CELERY_TASK_ROUTES = {"sferum_portal.lib.pdf_orders.print_order": {"queue": "papers"}}
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3, "socket_timeout": 5}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}

# --- Sign-in --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.IdentifierBackend",
    "memberships.permissions.RoleBackend",
    "memberships.grants.GrantBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.PersonalDataValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=3).total_seconds())

# A school sits behind one address: the pair of account and address is locked, never the address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# Not the model's field: a check of the password outside the sign-in form would count nobody.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "accounts.backends.axes_username"
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
# Behind so many proxies of our own; without any, what a visitor claims in headers counts nothing.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
AXES_CLIENT_IP_CALLABLE = "sferum_portal.lib.visitors.address_of"

# --- Rights and history ---------------------------------------------------------------------------
# Exceptions live in tables of their own, each beside the model that they speak of.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
# `memberships.grants.GrantBackend` is guardian's backend, narrowed; the check looks for its name.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_DATE_INDEX = "composite"

# --- Mail -----------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Сферум-портал <portal@localhost>")
EMAIL_TIMEOUT = 10

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
# Interface and documents are written in Russian; this folder only completes what libraries lack.
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Moscow")
# What the scheduler (`celery beat`) sends; pages are right without it.
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "remind deciders": {
        "task": "memberships.reminders.remind_deciders",
        "schedule": crontab(hour=7, minute=30),
    },
    "remind of links": {
        "task": "invitations.tasks.remind_of_links",
        "schedule": crontab(hour=8, minute=0),
    },
    "remind of documents": {
        "task": "regulations.reminders.remind_of_documents",
        "schedule": crontab(hour=8, minute=30),
    },
    "register acts": {
        "task": "regulations.tasks.register_annulment_acts",
        "schedule": crontab(hour=4, minute=0),
    },
    # In the night of Sunday, when nobody prints.
    "check files": {
        "task": "regulations.tasks.check_files",
        "schedule": crontab(day_of_week="sunday", hour=3, minute=0),
    },
}
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Documents are given out by views that ask for the right; there is no MEDIA_URL.
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
# A folder with the certificates of the authorities whose signatures are trusted; empty for none.
SIGNATURE_ROOTS = env.str("SIGNATURE_ROOTS", default="")

# --- Safety ---------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# Asked by machines from inside, without the proxy that speaks HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# An invitation's address is a secret: it must not travel to other sites as the referrer.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
CSRF_FAILURE_VIEW = "sferum_portal.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "frame-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Wrong passwords are axes' own business; WeasyPrint talks about every font fallback.
        "axes": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
