"""Django's settings, all from ``config.settings``. Importing this module writes nothing to disk."""

from urllib.parse import urlsplit

from django.utils.functional import lazy

from config.alerts import django_mail_settings
from config.database import connection
from config.security import security_settings
from config.settings import load

TCD = load()

# Created and stored on first use, so that checks and builds leave no file behind.
SECRET_KEY = lazy(lambda: TCD.secret_key, str)()
DEBUG = False
# ``serve`` adds the address on which it listens.
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
    # The workers' queue; an installation on SQLite never loads it.
    INSTALLED_APPS.append("procrastinate.contrib.django")
    PROCRASTINATE_AUTODISCOVER_MODULE_NAME = None
    DATABASE_ROUTERS = ["config.database.QueueOnPostgreSQL"]
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

# Vietnamese is the language of the texts, and of every visitor who asks for no other.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Django knows the thousands separator of Vietnamese, but not the size of its groups.
NUMBER_GROUPING = 3

# Static files are served from the package itself, so that no collectstatic is needed before the first start.
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "desk.assets.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# Users of the desk. What protects all pages alike is in config/security.py.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "sign-in"
globals().update(security_settings(TCD.base_url))
globals().update(django_mail_settings(TCD.alerts))

# The program that runs configures logging: Scrapy in a crawl, gunicorn in the server.
LOGGING_CONFIG = None
