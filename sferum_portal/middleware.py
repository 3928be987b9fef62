"""Headers and error pages for every answer."""

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.shortcuts import render

from sferum_portal.lib.errors import DomainError


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for the portal; the admin's library needs inline code of its own."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/"):
            parts.replace = (parts.replace or {}) | {
                "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
                "style-src": [SELF, UNSAFE_INLINE],
            }
        return parts


class RussianErrorPagesMiddleware:
    """Clear sentences instead of technical pages.

    A refusal that a view did not catch is a 409 with its sentence. A missing address shows the
    portal's own page while DEBUG is on, too: the demo's visitors are schools, not programmers.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        technical = settings.DEBUG and response.status_code == 404
        if technical and response.headers.get("Content-Type", "").startswith("text/html"):
            return render(request, "404.html", status=404)
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, DomainError):
            return render(request, "errors/409.html", {"error": str(exception)}, status=409)
        return None
