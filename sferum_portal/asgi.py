"""ASGI entry point: the demo's only server, in production the sockets' one."""

import os
import warnings

from django.core.asgi import get_asgi_application

from sferum_portal.lib.strict_requests import only_utf8_asgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sferum_portal.settings")

# The demo serves its few static files from here, by the synchronous library that production has
# behind nginx; Django warns of every such file.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

application = only_utf8_asgi(get_asgi_application())
