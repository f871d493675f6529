"""Django's settings, all from ``config.settings``; nothing is written to disk by importing this."""

from urllib.parse import urlsplit

from django.utils.functional import lazy

from config.database import connection
from config.mail import mail
from config.safety import safety
from config.settings import load

TCD = load()

# Made and kept at the first use, so that checks and builds leave no file behind.
SECRET_KEY = lazy(lambda: TCD.secret_key, str)()
DEBUG = False
# ``serve`` adds the address that it listens on.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
if TCD.base_url:
    ALLOWED_HOSTS.append(urlsplit(TCD.base_url).hostname or "")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "archive",
    "desk",
]
if not TCD.database_url.startswith("sqlite"):
    # The queue of the workers; whoever has one machine never loads it.
    INSTALLED_APPS.append("procrastinate.contrib.django")
    PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
    DATABASE_ROUTERS = ["workers.tables.QueueOnPostgreSQL"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "desk.assets.VersionedWhiteNoise",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "desk.people.sessions.record_use",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.access.template_context",
            ]
        },
    }
]

DATABASES = {"default": connection(TCD.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Vietnamese is the language of the source texts and of every visitor who asks for nothing else.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Django knows the separator of Vietnamese numbers but not that they are grouped.
NUMBER_GROUPING = 3

# Static files are served from where they stand in the package: no step of collecting before the first start.
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "desk.assets.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# People of the desk. Everything that holds for all pages alike is in config/safety.py.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "sign-in"
globals().update(safety(TCD.base_url))
globals().update(mail(TCD.alerts))

# Whoever starts the process says how it logs: Scrapy in a crawl, gunicorn in the server.
LOGGING_CONFIG = None
