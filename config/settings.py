"""All settings, from the environment. The same file runs demo, tests and production."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import env
from config.logs import written_down

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / ".data"  # what set-up makes out of dependencies; belongs to the code
DATA = Path(env.text("DATA_DIR", str(BUILT)))  # what people bring; belongs to the place

# --- What kind of place this is ------------------------------------------------------------
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")  # made-up people sign in with one click; mails stay here and can be read
SECURE = env.flag("SECURE", default=not (DEBUG or DEMO))  # reached by https only
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
FIELD_KEYS = env.words("FIELD_KEYS", None if env.placed() else "")  # newest first
_HERE = "localhost,127.0.0.1,[::1]"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", _HERE if DEMO or not env.placed() else None)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
PUBLIC_ADDRESS = env.text(
    "PUBLIC_ADDRESS", "http://127.0.0.1:8000"
)  # printed in mails and QR codes

# --- What it is made of --------------------------------------------------------------------
INSTALLED_APPS = [
    "config.apps.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "core",
    "audit",
    "people",
    "companies",
    "ledger",
    "programs",
    "outcomes",
    "payouts",
    "reports",
    "config",
]
MIDDLEWARE = [
    "config.middleware.Health",
    "config.middleware.PlainWords",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.KeepPrivate",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.OneLook",
    "config.middleware.RequireSecondFactor",
    "config.middleware.WakeTasks",
    "config.middleware.SayRefusals",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.menu",
            ],
        },
    },
]
FORM_RENDERER = "core.forms.Renderer"  # our own parts draw every form
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Where things are kept -----------------------------------------------------------------
DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "CONN_MAX_AGE": env.number("CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
    },
}
DATABASE_OWNER = env.login("DATABASE_OWNER_URL")  # only `manage.py migrate` ever signs in as this
REDIS_URL = env.text("REDIS_URL", None if env.placed() else f"unix://{env.PLACEHOLDER_HOST}")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.text("CACHE_PREFIX", "boram"),
    },
}
EVIDENCE_ROOT = DATA / "evidence"  # with a bucket only what is still on its way in lies here
EVIDENCE_S3_BUCKET = env.text("EVIDENCE_S3_BUCKET", "")  # empty: evidence stays in the folder
EVIDENCE_S3_PREFIX = env.text("EVIDENCE_S3_PREFIX", "evidence/")
EVIDENCE_S3_ENDPOINT = env.text("EVIDENCE_S3_ENDPOINT", "")
EVIDENCE_S3_REGION = env.text("EVIDENCE_S3_REGION", "")
EVIDENCE_S3_KEY = env.text("EVIDENCE_S3_KEY", "")
EVIDENCE_S3_SECRET = env.text("EVIDENCE_S3_SECRET", "")
EVIDENCE_BYTES_A_MINUTE = env.number("EVIDENCE_BYTES_A_MINUTE", 2 * 10**9)  # hashed at night
CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "")  # empty: files are shown as not scanned
ACCOUNT_HOLDERS = env.text("ACCOUNT_HOLDERS", "companies.gateways.NotAsked")
FILE_UPLOAD_HANDLERS = ["core.gateways.uploads.BoundedUpload"]
LARGEST_REQUEST = 32 * 1024 * 1024  # a file of 20 MB is the most that most pages take
VIDEOS = ("outcomes:evidence_attach", "outcomes_api:evidence")  # what may be larger, only here
LARGEST_REQUEST_AT = dict.fromkeys(VIDEOS, 201 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
STATIC_URL = "static/"
STATIC_ROOT = BUILT / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [
    path
    for path in (ROOT / "static", ("krds", BUILT / "krds"))
    if isinstance(path, Path) or path[1].is_dir()
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {
        "BACKEND": env.text("STATIC_STORAGE", "config.static.Storage"),
    },
}

# --- Language and time ---------------------------------------------------------------------
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

# --- Who comes in --------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    env.text("PASSWORD_HASHER", "django.contrib.auth.hashers.Argon2PasswordHasher"),
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "config.accounts.Doorkeeper"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.NameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Boram] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
MFA_ADAPTER = "config.accounts.Locksmith"
MFA_FORMS = {"add_webauthn": "people.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # browsers let http://localhost try passkeys
MFA_TOTP_ISSUER = "Boram"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = True

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True

# --- What a browser may do -----------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # a confirmation link must not travel to other hosts
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Who guesses is known by the address that our own proxies saw; what came before is hearsay.
PROXIES = env.number("PROXIES", 1) if BEHIND_PROXY else 0
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# --- Mail ----------------------------------------------------------------------------------
EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND",
    f"django.core.mail.backends.{'filebased' if DEMO else 'smtp'}.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Boram <boram@boram.invalid>")

# --- The machine's door --------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "people.api.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"anon": "60/min", "user": "600/min"},
    "NUM_PROXIES": PROXIES,
    "EXCEPTION_HANDLER": "config.api.handle",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Boram",
    "DESCRIPTION": "Pay-for-success funding of industrial safety.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

# --- The alarm clocks ----------------------------------------------------------------------
CELERY_BROKER_URL = env.broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A message that nobody acknowledged comes back after a minute, and is looked for every second:
# the default looks every hundred seconds and brings back ten, which left work lying.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.number("BROKER_VISIBILITY_TIMEOUT", 60),
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "unacked_restore_limit": 1000,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "beat-schedule")
CELERY_TIMEZONE = TIME_ZONE

# --- What is written down ------------------------------------------------------------------
LOGGING = written_down(level=env.text("LOG_LEVEL", "INFO"))
