"""WSGI entry point: pages in production."""

import os

from django.core.wsgi import get_wsgi_application

from sferum_portal.lib.strict_requests import only_utf8_wsgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sferum_portal.settings")

application = only_utf8_wsgi(get_wsgi_application())
