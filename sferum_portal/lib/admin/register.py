"""A register: the rows of one's own organizations, looked at; changed only by verbs."""

from itertools import pairwise

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.utils import label_for_field, lookup_field, unquote
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.http import Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from sferum_portal.lib.admin.history import changes
from sferum_portal.lib.admin.lists import LONGEST_SEARCH, MOST_WORDS, RegisterList, every_word
from sferum_portal.lib.admin.texts import DASH, day, moment
from sferum_portal.lib.admin.verbs import AddMixin, VerbMixin


class RegisterAdmin(AddMixin, VerbMixin, SimpleHistoryAdmin, ModelAdmin):
    """Rows of the organizations in which the person has the right; everything else is a 404.

    Nothing is edited in place and nothing deleted: a register has *verbs* (`verbs.Verb`), each of
    which calls a service, and possibly a form to add a row. ``facts`` are the names of fields and
    methods on a row's own page, as in ``list_display``. Headings, labels and explanations may
    hold words of the organization's kind: «Поручить {unit.acc}».
    """

    view_right = "organizations.enter_register"
    organization_path = "organization"
    #: Columns to search in: of normal names («search_name»), and of texts as they were typed.
    search_paths = ()
    plain_paths = ()
    #: The pages of Django's admin that the register has.
    pages = ("changelist", "change", "history")
    facts = ()
    hides_empty_facts = False
    #: Names of facts whose column has none of its own.
    labels = {}
    #: Columns that serve the portal only; the history passes over them.
    silent_columns = ()
    #: What the register is called, and one sentence about it.
    heading = ""
    intro = ""
    #: What stands in place of an empty list.
    nothing = "Здесь пока ничего нет."
    row_template = "admin/register_row.html"
    object_history_template = "admin/register_history.html"
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    actions = None
    history_list_per_page = 50

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        if "change" in self.pages and not self.facts:
            raise ImproperlyConfigured(f"{type(self).__name__} shows no facts of its rows.")

    # --- Whose rows ------------------------------------------------------------------------------

    def organizations(self, request, right=None):
        """Those in which the person has the right; without one, the right to see this register."""
        return self.admin_site.organizations(request, right or self.view_right)

    def organization_ids(self, request, right=None):
        return {organization.pk for organization in self.organizations(request, right)}

    def organization_of(self, request, obj):
        """The organization on which the right to a verb is asked."""
        return obj.organization

    def may(self, request, right, obj):
        """Whether the person has the right in the row's organization; for buttons, no query."""
        return obj.organization_id in self.organization_ids(request, right)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else self.of_organizations(request, rows)

    def of_organizations(self, request, rows):
        return rows.filter(**{f"{self.organization_path}__in": self.organization_ids(request)})

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            raise Http404
        return obj

    # --- Rights as Django's admin asks for them --------------------------------------------------

    def has_view_permission(self, request, obj=None):
        if request.user.is_superuser:
            return True
        own = self.organization_ids(request)
        return bool(own) if obj is None else obj.organization_id in own

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return bool(self.add_form and self.organizations(request, self.add_right))

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # --- Addresses -------------------------------------------------------------------------------

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        kept = {f"{name}_{page}" for page in self.pages}
        if self.add_form:
            kept.add(f"{name}_add")
        plain = [address for address in super().get_urls() if address.name in kept]
        return [*self.verb_urls(name), *self.more_urls(name), *plain]

    def more_urls(self, name):
        """Pages of this register alone: `self.page(…)` each."""
        return []

    def page(self, route, view, name):
        return path(route, self.admin_site.admin_view(view), name=name)

    def url(self, page, *args):
        """``self.url("change", pk)``"""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    # --- The list --------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return RegisterList

    def get_search_fields(self, request):
        return (*self.search_paths, *self.plain_paths)

    def get_search_results(self, request, queryset, search_term):
        """Every word, in any order; words beyond a sensible length are passed over."""
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        query = every_word(words, self.search_paths, self.plain_paths)
        return queryset.filter(query), False

    def get_list_display(self, request):
        """The organization is a column only for those who work in several."""
        columns = super().get_list_display(request)
        if "organization" in columns and len(self.organizations(request)) == 1:
            return [name for name in columns if name != "organization"]
        return columns

    def changelist_view(self, request, extra_context=None):
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        context = {
            "intro": self.worded(request, self.intro),
            "nothing": self.nothing,
            "add_label": self.worded(request, self.add_title),
        } | self.common(request)
        context["title"] = context["register_title"]
        return super().changelist_view(request, context | (extra_context or {}))

    # --- One row ---------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        context = {
            "title": str(obj),
            "object": obj,
            "opts": self.opts,
            "facts": list(self.fact_rows(request, obj)),
            "panels": self.panels(request, obj),
            "verbs": self.verbs_for(request, obj),
            "history_url": self.url("history", obj.pk),
            # The way up leads to the list: this is the row's own page.
            "row_url": "",
        }
        return self.answer(request, self.row_template, context | (extra_context or {}))

    def panels(self, request, obj):
        """Rows of other registers that belong to this one: ``[(title, [(text, remark), …])]``."""
        return []

    def fact_rows(self, request, obj):
        for name in self.facts:
            label = self.labels.get(name) or label_for_field(name, self.model, self)
            field, _, value = lookup_field(name, obj, self)
            if isinstance(value, Model):
                yield capfirst(self.worded(request, label)), self.link_to(request, value)
            elif (text := self.shown_in_list(field, value)) or not self.hides_empty_facts:
                yield capfirst(self.worded(request, label)), text or DASH

    def shown_in_list(self, field, value):
        """A value in words; empty where there is none."""
        if value is None:
            return ""
        if getattr(field, "flatchoices", None):
            return dict(field.flatchoices).get(value, value)
        if isinstance(value, bool):
            return "да" if value else "нет"
        if hasattr(value, "hour"):
            return moment(value)
        return day(value) if hasattr(value, "year") else value

    def link_to(self, request, obj, text=None):
        """The row's name, linked to its page where the person may open it."""
        text = str(obj) if text is None else text
        register = self.admin_site._registry.get(type(obj))
        if register is None or not register.has_view_permission(request, obj):
            return text
        return format_html('<a href="{}">{}</a>', register.url("change", obj.pk), text)

    # --- History ---------------------------------------------------------------------------------

    def history_view(self, request, object_id, extra_context=None):
        """Only of rows that exist and are one's own: simple_history would show any other too."""
        obj = self.get_object(request, unquote(object_id))
        context = {
            "title": "История изменений",
            "lead": str(obj),
            "back_url": self.url("change", obj.pk),
            "row_url": self.url("change", obj.pk),
            "known_actors": self.known_actors(request),
        } | self.common(request)
        return super().history_view(request, object_id, context | (extra_context or {}))

    def known_actors(self, request):
        """Ids of those whom the history may name; None for everybody."""
        return

    def history_text(self, record, field_name, value):
        """How the history words a value; None for the usual way."""
        return

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        for newer, older in pairwise(historical_records):
            newer.history_delta_changes = changes(self, newer, older)

    def revert_disabled(self, request, obj=None):
        return True

    # --- Answers ---------------------------------------------------------------------------------

    def answer(self, request, template, context, status=200):
        request.current_app = self.admin_site.name
        frame = self.admin_site.each_context(request) | {"opts": self.opts} | self.common(request)
        if (row := context.get("object")) and "change" in self.pages:
            frame["row_url"] = self.url("change", row.pk)
        context = frame | context
        return TemplateResponse(request, template, context, status=status)

    def worded(self, request, text):
        """A text in the words of the organization: «Новый {subject}»."""
        return self.admin_site.words(request).format(text)

    def common(self, request):
        """What the frame of every page of this register asks for."""
        return {
            "register_title": self.worded(
                request, self.heading or capfirst(self.opts.verbose_name_plural)
            ),
            "words": self.admin_site.words(request),
            "several_organizations": len(self.organizations(request)) > 1,
        }

    def say(self, request, sentence):
        # The tags are nobody's classes: `admin/partials/messages.html` reads the address there.
        messages.success(request, sentence, extra_tags=getattr(sentence, "undo_url", ""))
