"""Settings of the installation; what an operator sets comes from the environment."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from julien import env
from julien.core.known_languages import SOURCE, from_right_to_left, site_languages
from julien.wiring import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent

DEMO = env.flag("DEMO", default=False)
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
FIELD_KEYS = env.items("FIELD_KEYS")
PROFILE_KEYS = env.items("PROFILE_KEYS")
LOOKUP_KEY = env.text("LOOKUP_KEY")
# The machine itself may always ask: health checks do.
ALLOWED_HOSTS = [*env.items("ALLOWED_HOSTS"), "127.0.0.1", "localhost", "[::1]"]
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]

INSTALLED_APPS = [
    "callbacks",
    "requests_intake",
    "campaigns",
    "julien.staff",
    "julien.retention",
    "julien.audit",
    "julien.core",
    "julien.staff.apps.RolesAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "julien.core.policy.PolicyMiddleware",
    "julien.core.policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "julien.core.middleware.VisitorLanguageMiddleware",
    "julien.core.middleware.UnreadableMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "julien.audit.context.AuditContextMiddleware",
    "julien.staff.middleware.ActingMiddleware",
    "julien.core.middleware.PrivateByDefaultMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "julien.urls"
WSGI_APPLICATION = "julien.wsgi.application"

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
                "julien.core.context.demo",
            ],
            "builtins": ["julien.core.templatetags.components"],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": env.database(env.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.cache_location(REDIS_URL),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
CELERY_BROKER_URL = env.celery_broker(REDIS_URL)
CELERY_IMPORTS = ["requests_intake.tasks_in"]  # beside each tasks.py
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
# Who rings a dead or frozen Redis (julien/core/wake.py) gives up after a moment; by default each
# ring would try for six seconds. A worker has its own, patient, way of coming back.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 3,
    "visibility_timeout": 300,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Zurich"
CELERY_BEAT_SCHEDULE_FILENAME = env.text(
    "BEAT_SCHEDULE_FILE", str(BASE_DIR / "var" / "beat-schedule")
)

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses who failed too often
    "julien.staff.backends.RolesBackend",
    "julien.staff.backends.SecondFactorBackend",
]
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not DEMO)
LOGIN_URL = "staff:login"
LOGIN_REDIRECT_URL = "staff:home"
LOGOUT_REDIRECT_URL = "staff:login"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Too many wrong passwords or codes close the door to that name from that address, for a while.
# The answer never says so: a closed door, a wrong password and an unknown name look alike. That
# is why the middleware of axes, whose page would tell, is left out (its check W002 is silenced).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who mistypes once more waits no longer
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "julien.core.visitor.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who came in is in the audit trail
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "password", "code", "ip_address"]

# French is the source language of every text (docs/decisions/french-is-the-source.md).
LANGUAGE_CODE = SOURCE
# Whatever has a folder of ready texts is offered (docs/developer.md, "Add a language").
LOCALE_PATHS = [*env.folders("LOCALE_DIR"), BASE_DIR / "locale"]
LANGUAGES = site_languages(LOCALE_PATHS, only=env.items("SITE_LANGUAGES"))
LANGUAGES_BIDI = from_right_to_left(LOCALE_PATHS)
MORE_LANGUAGES = env.languages("MORE_LANGUAGES")
TIME_ZONE = "Europe/Zurich"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

HTTPS = PUBLIC_BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
# Sending http to https is the proxy's work, and its neighbours on the domain are not ours to bind.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021", "axes.W002"]
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True  # forms carry the token; no script needs the cookie
SESSION_COOKIE_AGE = 60 * 60 * 10
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Mail goes to the team only. In the demo it is written to the log instead.
EMAIL_BACKEND = (
    "django.core.mail.backends.console.EmailBackend"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env.text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "JU-lien <ju-lien@localhost>")

# How long a process may work with the desk's terms it has read (campaigns/services/terms.py).
OFFER_KEPT_SECONDS = 1
# How long a process may show the desk's lists as it has read them (callbacks/lists.py).
LISTS_KEPT_SECONDS = 5
# The form. From one connection in an hour, so many enter the queue; more are held back for a
# person to look at. In ten minutes, so many are taken from one connection, and for one number.
FORM_HELD_BACK_AFTER = int(env.text("FORM_HELD_BACK_AFTER", "30"))
FORM_REFUSED_AFTER = int(env.text("FORM_REFUSED_AFTER", "100"))
FORM_REFUSED_AFTER_NUMBER = int(env.text("FORM_REFUSED_AFTER_NUMBER", "10"))
SMS_GATEWAY = env.text("SMS_GATEWAY", "simulator" if DEMO else "twilio")
# Any operator that takes one HTTP request a message (requests_intake/sms/gateways/http.py).
SMS_HTTP_URL = env.text("SMS_HTTP_URL", "")
SMS_HTTP_HEADERS = env.text("SMS_HTTP_HEADERS", "")
SMS_HTTP_BODY = env.text("SMS_HTTP_BODY", '{"to": "{to}", "from": "{from}", "text": "{text}"}')
SMS_HTTP_FROM = env.text("SMS_HTTP_FROM", "")
SMS_HTTP_ID = env.text("SMS_HTTP_ID", "id")
SMS_HTTP_STATUS = env.text("SMS_HTTP_STATUS", "status")
SMS_HTTP_STATES = env.items("SMS_HTTP_STATES", [])
SMS_HTTP_PASSING = env.items("SMS_HTTP_PASSING", ["429", "500", "503"])
# Below this credit with the operator, in its currency, the page of the installation asks for more.
SMS_CREDIT_LOW = int(env.text("SMS_CREDIT_LOW", "0"))
TWILIO_ACCOUNT_SID = env.text("TWILIO_ACCOUNT_SID", "")
TWILIO_AUTH_TOKENS = env.items("TWILIO_AUTH_TOKEN")
TWILIO_FROM = env.text("TWILIO_FROM", "")
TWILIO_API_BASE = env.text("TWILIO_API_BASE", "")

# Opening hours without any arrival after which the team is told, while too little is known of what
# is usual here (callbacks/flows.py); 0: nobody is told until then.
SILENCE_HOURS = int(env.text("SILENCE_HOURS", "0"))
# The references erased, as keyed hashes, for the day a backup is restored (julien/retention).
ERASED_LIST = Path(env.text("ERASED_LIST", str(BASE_DIR / "var" / "erased.txt")))
# Where backups go each night; empty: nobody makes them by itself.
BACKUP_DIR = env.text("BACKUP_DIR", "")
# Parts told by /readyz that lie above julien.core: name, and the function that says what is wrong.
KEPT = "julien.retention.backup.safeguards"
SAFEGUARDS = {
    "states": f"{KEPT}.states_problem",
    "jobs": "julien.retention.heartbeats.jobs_problem",
}
if BACKUP_DIR:
    SAFEGUARDS |= {"backup": f"{KEPT}.backup_problem", "restore_drill": f"{KEPT}.drill_problem"}

# Days a kind of data is kept, where it differs from julien/retention/table.py: "words=90".
RETENTION_DAYS = env.numbers("RETENTION_DAYS")
# Days in which the canton answers who uses a right on their data: "access=N,correction=N".
RIGHTS_DAYS = env.numbers("RIGHTS_DAYS")
NEWS_WEEKS = int(env.text("NEWS_WEEKS", "8"))  # after an interview, to who agreed to be asked
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Names, addresses and ids of passkeys are nobody's business in a log.
    "loggers": {"axes": {"level": "CRITICAL"}, "fido2": {"level": "WARNING"}},
}
