"""Publication: its date and address, taking it back, the bundle for the site."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from regulations import access
from regulations.answers import file_name, refusals_in_words
from regulations.publishing.forms import PublishForm, UnpublishForm
from regulations.publishing.rules import (
    deadline_of,
    gives_out_certificates,
    is_overdue,
    publication_of,
    require_publishable,
)
from regulations.services.publications import PUBLISH, publish_version, unpublish_version
from regulations.signatures.queries import has_certificates
from regulations.views.public_documents import bundle_response
from sferum_portal.lib.errors import DomainError

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_form_methods
@refusals_in_words
def publish(request, slug, pk):
    version = access.document_version_for(request.user, slug, pk, PUBLISH)
    require_publishable(version)
    initial = {"published_on": timezone.localdate()}
    posted = request.POST if request.method == "POST" else None
    form = PublishForm(
        posted,
        initial=initial,
        organization=version.organization,
        has_certificates=has_certificates(version),
    )
    if request.method != "POST":
        return _publish_page(request, version, form)
    if not form.is_valid():
        return _publish_page(request, version, form, status=422)
    try:
        publish_version(version=version, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _publish_page(request, version, form, status=409)
    messages.success(request, "Публикация отмечена.")
    return redirect("regulations:version_route", slug=slug, pk=pk)


def _publish_page(request, version, form, status=200):
    context = {
        "organization": version.organization,
        "form": form,
        "question": "Отметить публикацию на сайте?",
        "consequences": [
            "Документ появится на открытой странице портала, её видят все без входа.",
            f"{'Срок прошёл' if is_overdue(version) else 'Выложить его нужно до'} "
            f"{deadline_of(version):%d.%m.%Y}.",
        ],
        "version": version,
        "has_certificates": has_certificates(version),
        "publication": publication_of(version),
        "cancel_url": _route_url(version),
    }
    return render(request, "regulations/publish.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def unpublish(request, slug, pk):
    version = access.document_version_for(request.user, slug, pk, PUBLISH)
    form = UnpublishForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _unpublish_page(request, version, form)
    if not form.is_valid():
        return _unpublish_page(request, version, form, status=422)
    try:
        unpublish_version(version=version, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _unpublish_page(request, version, form, status=409)
    messages.success(request, "Документ снят с публикации.")
    return redirect("regulations:version_route", slug=slug, pk=pk)


def _unpublish_page(request, version, form, status=200):
    context = {
        "organization": version.organization,
        "form": form,
        "question": "Снять с публикации?",
        "consequences": [
            "Документ исчезнет с открытой страницы портала.",
            "С сайта организации его убирает тот, кто ведёт сайт.",
            "Запись о публикации и причина сохранятся.",
        ],
        "version": version,
        "cancel_url": _route_url(version),
    }
    return render(request, "regulations/unpublish.html", context, status=status)


def _route_url(version):
    return reverse("regulations:version_route", args=[version.organization.slug, version.pk])


@login_required
@require_safe
@refusals_in_words
def bundle(request, slug, pk):
    """What goes to the site: a file of a signature is in it only by the wish of who published."""
    version = access.document_version_for(request.user, slug, pk, PUBLISH)
    require_publishable(version)
    return _own(bundle_response(version, certificates=gives_out_certificates(version)))


@login_required
@require_safe
@refusals_in_words
def bundle_with_signature(request, slug, pk):
    """The same with the files of signatures, to be kept and given to whom one decides to."""
    version = access.document_version_for(request.user, slug, pk, PUBLISH)
    require_publishable(version)
    if not has_certificates(version):
        raise DomainError("У этого документа нет файла подписи: скачайте архив для сайта.")
    name = f"{file_name(version)}, с файлом подписи"
    return _own(bundle_response(version, certificates=True, name=name))


def _own(response):
    response["Cache-Control"] = "private, no-cache"
    return response
