"""Links for those who issue them: the list, the passport, new ones, slips, quarantine."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from invitations import access, services
from invitations import slips as personal
from invitations.forms import IssueForm, SlipsForm
from invitations.passport import (
    lifted_text,
    passport_of,
    quarantined_text,
    with_alarms,
    with_results,
)
from memberships import link_chats
from memberships.queries import learners_of
from organizations.access import organization_for, unit_for
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name
from sferum_portal.lib.pages import page_of
from sferum_portal.lib.qr import qr_svg


@login_required
@require_safe
def invitation_list(request, slug):
    """The links that the person may see, the newest first, with their uses and state."""
    organization = organization_for(request.user, slug, perm="organizations.list_invitations")
    rows = access.invitations_of(request.user, organization).with_uses()
    # Counting the uses makes Django forget the order of the model.
    rows = rows.select_related("unit__school_year", "created_by", "child").order_by(
        "-created_at", "-pk"
    )
    page = page_of(request, rows)
    page.object_list = with_alarms(list(page.object_list))
    titles = link_chats.titles(organization, {pk for row in page.object_list for pk in row.chats})
    for row in page.object_list:
        row.chat_titles = [titles[pk] for pk in row.chats if pk in titles]
    access.set_rights(page.object_list, request.user, organization)
    return render(
        request,
        "invitations/invitation_list.html",
        {"organization": organization, "page_obj": page},
    )


@login_required
@require_safe
def passport(request, slug, pk):
    """What became of a link; the names of those who came are for whoever looks after the unit."""
    invitation = access.invitation_for(request.user, slug, pk)
    report = passport_of(invitation)
    page = page_of(request, report.rows)
    page.object_list = with_results(page.object_list)
    access.set_rights([invitation], request.user, invitation.organization)
    invitation.alarms = report.alarms
    context = {"organization": invitation.organization, "invitation": invitation, "page_obj": page}
    context |= {"report": report, "chain": report.chain}
    return render(request, "invitations/invitation_passport.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def issue(request, slug, unit_pk):
    """A new link; its secret is shown on the answer's page and never again."""
    unit = unit_for(request.user, slug, unit_pk, perm="organizations.issue_unit_invitations")
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        # A chat's own page leads here with the chat ticked.
        initial={"chats": request.GET.getlist("chat")},
        unit=unit,
        by=request.user,
    )
    status = 422 if form.errors else 200
    context = {"organization": unit.organization, "unit": unit, "form": form}
    if form.is_valid():
        try:
            invitation, token = services.issue_invitation(
                unit=unit, by=request.user, **form.terms()
            )
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
        else:
            return _issued_page(request, invitation, token)
    return render(request, "invitations/invitation_new.html", context, status=status)


def _issued_page(request, invitation, token):
    link = request.build_absolute_uri(reverse("invitations:open", args=[token]))
    titles = link_chats.titles(invitation.organization, invitation.chats)
    context = {
        "organization": invitation.organization,
        "unit": invitation.unit,
        "chats": list(titles.values()),
        "unit_label": invitation.organization.profile.units[invitation.unit.kind].label,
        "invitation": invitation,
        "link": link,
        "qr": qr_svg(link, label="Код со ссылкой-приглашением"),
    }
    return render(request, "invitations/invitation_issued.html", context)


@login_required
@require_POST
@never_cache
def reissue(request, slug, pk):
    """A new link in place of an old one; shown on the answer's page and never again."""
    invitation = access.invitation_for(request.user, slug, pk)
    try:
        return _issued_page(
            request, *services.reissue_invitation(invitation=invitation, by=request.user)
        )
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("invitations:passport", slug=slug, pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def slips(request, slug, unit_pk):
    """Slips with a personal link for each family, as one PDF that is given out only now."""
    unit = unit_for(request.user, slug, unit_pk, perm="organizations.issue_unit_invitations")
    data = request.POST if request.method == "POST" else None
    form = SlipsForm(data, organization=unit.organization)
    status = 422 if form.errors else 200
    if form.is_valid():
        days = form.cleaned_data["days"]
        try:
            issued = personal.issue_slips(unit=unit, by=request.user, days=days)
        except DomainError as error:
            form.add_error(None, str(error))
            status = 409
        else:
            return _slips_file(request, unit, issued)
    context = {
        "organization": unit.organization,
        "unit": unit,
        "form": form,
        "families": learners_of(unit).count(),
    }
    return render(request, "invitations/slips_new.html", context, status=status)


def _slips_file(request, unit, issued):
    pdf = personal.slips_pdf(
        unit=unit,
        slips=issued,
        address_of=lambda token: request.build_absolute_uri(
            reverse("invitations:open", args=[token])
        ),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=safe_name(f"Личные ссылки, {unit.name}", ".pdf")
    )
    return response


@login_required
@require_POST
def revoke(request, slug, pk):
    return _verb(request, slug, pk, services.revoke_invitation, lambda _: "Ссылка аннулирована.")


@login_required
@require_POST
def quarantine(request, slug, pk):
    def done(result):
        return quarantined_text(result[1])

    return _verb(request, slug, pk, services.quarantine_invitation, done)


@login_required
@require_POST
def lift_quarantine(request, slug, pk):
    def done(result):
        return lifted_text(result[1])

    return _verb(request, slug, pk, services.lift_quarantine, done)


def _verb(request, slug, pk, service, sentence):
    invitation = access.invitation_for(request.user, slug, pk)
    try:
        done = service(invitation=invitation, by=request.user)
        messages.success(request, sentence(done))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("invitations:passport", slug=slug, pk=pk)
