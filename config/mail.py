"""Django's way to send mail, for links to set a password: by ``TCD_SMTP_URL``, else none."""

from typing import Any

from config.alerts import Alerts

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def mail(alerts: Alerts) -> dict[str, Any]:
    """Django's settings of mail. A link opens an account: it goes out encrypted, save to this machine."""
    smtp = alerts.smtp
    if smtp is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": smtp.host,
        "EMAIL_PORT": smtp.port,
        "EMAIL_HOST_USER": smtp.user,
        "EMAIL_HOST_PASSWORD": smtp.password,
        "EMAIL_USE_SSL": smtp.secure,
        "EMAIL_USE_TLS": not smtp.secure and smtp.host not in _LOOPBACK,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": alerts.sender or f"tincongdoan@{smtp.host}",
    }
