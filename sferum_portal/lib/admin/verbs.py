"""What can be done with a register's rows: each verb is an address, a right and a service."""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst

from sferum_portal.lib.access import require
from sferum_portal.lib.admin.forms import AdminForm, whole_numbers
from sferum_portal.lib.errors import DomainError

#: The id of a row on the page to return to.
PLACE = re.compile(r"[a-z-]+\d+")
REFUSALS = (DomainError, PermissionDenied)


def sentence_of(refusal):
    return str(refusal) or "У вас нет права на это действие."


class Undoable(str):
    """What was done, said with a button that takes it back at once: a POST to ``undo_url``."""

    __slots__ = ("undo_url",)

    def __new__(cls, sentence, undo_url):
        said = super().__new__(cls, sentence)
        said.undo_url = undo_url
        return said


@dataclass(frozen=True)
class Verb:
    """One thing to do with a row, at ``<pk>/<name>/``; the register's ``do_<name>`` does it.

    Without a ``form`` it is one press: a POST and nothing else. ``right`` is asked on the row's
    organization, ``applies`` hides what makes no sense for a row. ``do_<name>`` gets the cleaned
    data and returns the sentence that says what was done, or an answer of its own.
    """

    name: str
    label: str
    right: str
    form: type[AdminForm] | None = None
    applies: Callable = lambda row: True
    submit: str = ""
    explanation: str = ""
    danger: bool = False
    #: What is mostly done with such a row, though it asks something first.
    leading: bool = False
    #: The form's answers are buttons (`forms.AnswerButtons`) and it needs no other.
    sends_itself: bool = False
    #: A press beside others, which is not what is mostly done with such a row.
    plain: bool = False
    #: Another verb of the same row, offered on the form's page.
    alternative: str = ""

    @property
    def method(self):
        return f"do_{self.name.replace('-', '_')}"


def return_address(request, otherwise):
    """Where the form wants to return to, if that is a page of ours."""
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    # A bare word would be taken for the name of a view.
    if not allowed or not wanted.startswith("/"):
        return otherwise
    place = request.POST.get("at", "")
    return f"{wanted}#{place}" if PLACE.fullmatch(place) else wanted


def sent(request):
    """What a form is bound to: fields and files, or nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


class VerbMixin:
    verbs = ()

    def verb_urls(self, name):
        return [
            path(
                f"<number:object_id>/{verb.name}/",
                self.admin_site.admin_view(self.verb_view),
                {"verb": verb},
                name=f"{name}_{verb.name.replace('-', '_')}",
            )
            for verb in self.verbs
        ]

    def verbs_for(self, request, obj):
        """The verbs that the person may use on the row now, with their addresses."""
        return [
            {
                "verb": verb,
                "url": self.url(verb.name.replace("-", "_"), obj.pk),
                "asks": verb.form is not None,
            }
            for verb in self.verbs
            if verb.applies(obj) and self.may(request, verb.right, obj)
        ]

    def verb_view(self, request, object_id, verb):
        obj = self.get_object(request, str(object_id))
        organization = self.organization_of(request, obj)
        self.require_right(request, verb.right, organization)
        if verb.form is None:
            return self._press(request, verb, obj)
        words = organization.words if organization else self.admin_site.words(request)
        form = verb.form(
            *sent(request),
            organization=organization,
            row=obj,
            by=request.user,
        )
        return self.run_form(
            request,
            form,
            # A copy: what a refused service set on the row must not appear on the page.
            perform=lambda data: getattr(self, verb.method)(request, copy(obj), **data),
            done=lambda: self.after(request, verb, obj),
            context={
                "title": verb.label,
                "submit": "" if verb.sends_itself else verb.submit or verb.label,
                "alternative": next(
                    (
                        each
                        for each in self.verbs_for(request, obj)
                        if each["verb"].name == verb.alternative
                    ),
                    None,
                ),
                "explanation": words.format(verb.explanation),
                "danger": verb.danger,
                "object": obj,
                "cancel_url": self.url("change", obj.pk),
            },
        )

    def require_right(self, request, right, organization):
        require(request.user, right, organization)

    def _press(self, request, verb, obj):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            done = getattr(self, verb.method)(request, obj)
        except REFUSALS as refusal:
            messages.error(request, sentence_of(refusal))
        else:
            if isinstance(done, HttpResponse):
                return done
            self.say(request, done)
        return redirect(return_address(request, self.after(request, verb, obj)))

    def after(self, request, verb, obj):
        """The page after a verb: the row's own, or the list where the row is gone."""
        gone = not self.get_queryset(request).filter(pk=obj.pk).exists()
        return self.url("changelist") if gone else self.url("change", obj.pk)

    def run_form(self, request, form, *, perform, done, context):
        """Show the form; once it is right, perform. What was typed is never lost."""
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    result = perform(form.cleaned_data)
                except REFUSALS as refusal:
                    form.add_error(None, sentence_of(refusal))
                    status = 409
                else:
                    if isinstance(result, HttpResponse):
                        return result
                    self.say(request, result)
                    return redirect(done())
        elif request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "POST"])
        return self.answer(request, "admin/form_page.html", {"form": form} | context, status)


class AddMixin:
    """Adding a row: first the organization, where there are several, then its form."""

    add_form = None
    add_right = None
    add_title = ""
    add_submit = "Сохранить"
    add_explanation = ""

    def add_view(self, request, form_url="", extra_context=None):
        return self.add_with(
            request,
            self.add_form,
            self.do_add,
            title=self.add_title or f"{capfirst(self.opts.verbose_name)}: добавить",
            explanation=self.add_explanation,
        )

    def add_with(self, request, form_class, perform, *, title, explanation=""):
        """A page that adds; ``perform(request, organization, **data)`` does it and says what."""
        organizations = self.organizations(request, self.add_right)
        if not organizations:
            raise PermissionDenied
        organization = self._chosen(request, organizations)
        if organization is None:
            choice = [{"name": str(row), "url": f"?organization={row.pk}"} for row in organizations]
            context = {"title": self.worded(request, title), "organizations": choice}
            return self.answer(request, "admin/choose_organization.html", context)
        form = form_class(
            *sent(request),
            initial=request.GET.dict(),
            organization=organization,
            by=request.user,
        )
        return self.run_form(
            request,
            form,
            perform=lambda data: perform(request, organization, **data),
            done=lambda: self.url("changelist"),
            context={
                "title": organization.words.format(title),
                "submit": self.add_submit,
                "explanation": organization.words.format(explanation),
                "cancel_url": self.url("changelist"),
                "for_organization": organization if len(organizations) > 1 else None,
            },
        )

    def _chosen(self, request, organizations):
        """The organization that the address names, or the only one; None while it is open."""
        if "organization" not in request.GET:
            return organizations[0] if len(organizations) == 1 else None
        for pk in whole_numbers([request.GET["organization"]]):
            for organization in organizations:
                if organization.pk == pk:
                    return organization
        raise Http404
