"""The WSGI application, for gunicorn or any other server."""

import os

from django.core.wsgi import get_wsgi_application

from config.head import without_body_of_head

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.django")
application = without_body_of_head(get_wsgi_application())
