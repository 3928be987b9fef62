"""Headers and error pages for every answer."""

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.shortcuts import render
from django.template.loader import render_to_string

from sferum_portal.lib.errors import DomainError, TooManyTries


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

    A refusal that a view did not catch is a 409 with its sentence, and an address that only takes
    forms says so. While DEBUG is on, too, errors show the portal's own pages (the console has the
    traceback): the demo's visitors are schools, not programmers.
    """

    PAGES = {400: "400.html", 404: "404.html", 500: "500.html"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        status = response.status_code
        if status == 405 and not response.content:
            response.content = render_to_string("errors/405.html", request=request)
            response.headers["Content-Length"] = str(len(response.content))
        elif settings.DEBUG and status in self.PAGES and self._is_html(response):
            return render(request, self.PAGES[status], status=status)
        return response

    @staticmethod
    def _is_html(response):
        return response.headers.get("Content-Type", "").startswith("text/html")

    def process_exception(self, request, exception):
        if isinstance(exception, TooManyTries):
            return render(request, "errors/too_many.html", {"error": str(exception)}, status=429)
        if isinstance(exception, DomainError):
            return render(request, "errors/409.html", {"error": str(exception)}, status=409)
        return None
