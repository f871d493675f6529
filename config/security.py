"""Django's security settings: cookies, headers, passwords, and the limit on failed sign-ins."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

# For how long a user name is refused from one address after too many wrong passwords.
COOL_OFF = timedelta(minutes=15)
_DAY = 24 * 60 * 60
_YEAR = 365 * _DAY


def security_settings(base_url: str | None) -> dict[str, Any]:
    """Return Django's security settings. Visitors use TLS if ``base_url`` (``TCD_BASE_URL``) is https."""
    tls = base_url is not None and urlsplit(base_url).scheme == "https"
    return {
        # Nothing from other hosts and nothing inline: even a script that escaped sanitising cannot run.
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": [NONE],
                "script-src": [SELF],
                "style-src": [SELF],
                "img-src": [SELF],
                "connect-src": [SELF],
                "frame-src": [SELF],
                "form-action": [SELF],
                "base-uri": [NONE],
                "frame-ancestors": [NONE],
            }
        },
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        # Sources should not learn what our editors read.
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        # Django sends it only with responses over TLS.
        "SECURE_HSTS_SECONDS": _YEAR if tls else 0,
        "SESSION_ENGINE": "desk.people.sessions",
        "SESSION_COOKIE_AGE": 7 * _DAY,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": tls,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": tls,
        "CSRF_FAILURE_VIEW": "desk.pages.expired_form",
        # Behind a proxy that terminates TLS we see plain HTTP, but browsers send the https origin.
        "CSRF_TRUSTED_ORIGINS": [base_url] if base_url else [],
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_AGE": _YEAR,
        # Public pages follow Accept-Language alone, so that shared caches can ignore our cookies.
        "LANGUAGE_COOKIE_PATH": "/desk/",
        "PASSWORD_RESET_TIMEOUT": 3 * _DAY,
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
            for name, options in (
                ("UserAttributeSimilarityValidator", {}),
                ("MinimumLengthValidator", {"min_length": 10}),
                ("CommonPasswordValidator", {}),
                ("NumericPasswordValidator", {}),
            )
        ],
        # Five wrong passwords for one name from one address lock that pair for COOL_OFF. The name alone would
        # let anybody lock an editor out; the address alone would lock a whole office that shares one.
        "AXES_FAILURE_LIMIT": 5,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_COOLOFF_TIME": COOL_OFF,
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_CLIENT_IP_CALLABLE": "desk.people.address.client_address",
        "AXES_LOCKOUT_TEMPLATE": "desk/people/locked.html",
        "AXES_ENABLE_ADMIN": False,
        # The audit trail and the list of sessions record who signed in.
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_VERBOSE": False,
        "SILENCED_SYSTEM_CHECKS": ["axes.W003"],
    }
