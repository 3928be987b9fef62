"""The admin for an organization's own people and for the operator (superuser)."""

from functools import update_wrapper

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import URLResolver
from unfold.sites import UnfoldAdminSite

from memberships.page_rights import RightsOfSeveral
from organizations.models import Organization
from sferum_portal.admin_words import NEUTRAL
from sferum_portal.lib.admin.register import RegisterAdmin


class PortalAdminSite(UnfoldAdminSite):
    """Lets in whoever may open the registers of at least one organization.

    Only registers of the portal's own base class are taken in: a library's would show the rows of
    every organization. Of Django's and unfold's own addresses only those that the portal needs
    remain; the others know nothing of tenants.
    """

    index_title = "Управление"
    index_template = "admin/start.html"
    empty_value_display = "—"
    kept_addresses = ("index", "login", "app_list")

    def register(self, model_or_iterable, admin_class=None, **options):
        if admin_class is not None and issubclass(admin_class, RegisterAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def organizations(self, request, right="organizations.enter_register"):
        """The organizations in which the person has this right; computed once per request."""
        known = request.__dict__.setdefault("_organizations_by_right", {})
        if right is None or not request.user.is_authenticated:
            return []
        if right not in known:
            known[right] = self._rights(request).organizations(right)
        return known[right]

    def _rights(self, request):
        if not hasattr(request, "_rights_of_several"):
            own = list(Organization.objects.visible_to(request.user))
            request._rights_of_several = RightsOfSeveral(request.user, own)
        return request._rights_of_several

    def words(self, request):
        """Of the kind of one's organizations; of several kinds, those that suit every one."""
        kinds = {organization.profile for organization in self._entered(request)}
        return kinds.pop().words if len(kinds) == 1 else NEUTRAL

    def _entered(self, request):
        """A substitute for an absent administrator opens the queue and nothing else."""
        queue = self.organizations(request, "organizations.list_joinrequests")
        return self.organizations(request) or queue

    def has_permission(self, request):
        user = request.user
        return user.is_active and (user.is_superuser or bool(self._entered(request)))

    def admin_view(self, view, cacheable=False):
        """Anonymous visitors sign in on the portal's own page; others without the right get 403."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    def get_urls(self):
        return [
            address
            for address in super().get_urls()
            # The address without a name is the one that answers 404 to everything unknown.
            if isinstance(address, URLResolver) or address.name in (None, *self.kept_addresses)
        ]

    def login(self, request, extra_context=None):
        """There is one sign-in, and it counts failures."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next", request.path.removesuffix("login/")))

    def app_index(self, request, app_label, extra_context=None):
        """An app is no place for a user; the start page shows all registers."""
        return redirect("admin:index")
