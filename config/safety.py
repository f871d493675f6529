"""What keeps the desk and its people safe: cookies, headers, passwords, the throttle of sign-ins."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

# How long the throttle refuses a name from an address.
COOL_OFF = timedelta(minutes=15)
_DAY = 24 * 60 * 60
_YEAR = 365 * _DAY


def safety(base_url: str | None) -> dict[str, Any]:
    """Django's settings of safety; ``base_url`` (``TCD_BASE_URL``) tells whether visitors come by TLS."""
    tls = base_url is not None and urlsplit(base_url).scheme == "https"
    return {
        # Nothing of another host, nothing inline: a text that slipped through every escape still can't run.
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
        # Sources need not learn what our editors read.
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        # Sent only with answers that go out by TLS.
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
        # A proxy that ends TLS lets us see plain HTTP; the page's own address is what browsers send.
        "CSRF_TRUSTED_ORIGINS": [base_url] if base_url else [],
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_AGE": _YEAR,
        # Public pages go by the browser alone: caches in between know no cookie of ours.
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
        # Five wrong passwords for a name from one address; then a quarter of an hour of nothing. Not the name
        # alone: anybody could keep an editor out by it. Not the address alone: an office shares one.
        "AXES_FAILURE_LIMIT": 5,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_COOLOFF_TIME": COOL_OFF,
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_CLIENT_IP_CALLABLE": "desk.people.address.client_address",
        "AXES_LOCKOUT_TEMPLATE": "desk/people/locked.html",
        "AXES_ENABLE_ADMIN": False,
        # The trail and the list of sessions say who signed in.
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_VERBOSE": False,
        "SILENCED_SYSTEM_CHECKS": ["axes.W003"],
    }
