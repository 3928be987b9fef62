"""An order that is wrong: noting its cancellation, beginning the order that replaces it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from regulations import services
from regulations.answers import refusals_in_words
from regulations.papers.access import paper_for
from regulations.papers.forms import CancelForm
from regulations.papers.orphaned import orphaned_of
from regulations.printing import approves_regulation_in_force
from sferum_portal.lib.errors import DomainError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def order_cancel(request, slug, pk):
    version = paper_for(request.user, slug, pk, services.APPROVE)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, version, form)
    if not form.is_valid():
        return _page(request, version, form, status=422)
    try:
        services.cancel_order(version=version, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, version, form, status=409)
    messages.success(request, "Отмена приказа записана.")
    for left in orphaned_of(version.organization):
        messages.warning(request, f"{left.title}: {left.way}")
    return redirect("regulations:paper", slug=slug, pk=pk)


def _page(request, version, form, status=200):
    consequences = [
        "Приказ останется в документах с пометкой «отменён», его файл и подписи сохранятся.",
        "Он больше не действует, уходит с открытой страницы, а проверка по коду скажет об отмене.",
    ]
    if approves_regulation_in_force(version):
        consequences.append(
            "Этим приказом утверждено действующее положение: утвердите его новую редакцию "
            "новым приказом."
        )
    context = {
        "organization": version.organization,
        "version": version,
        "form": form,
        "consequences": consequences,
    }
    return render(request, "regulations/papers/order_cancel.html", context, status=status)


@login_required
@require_POST
@refusals_in_words
def order_replace(request, slug, pk):
    version = paper_for(request.user, slug, pk, services.PREPARE)
    draft = services.prepare_replacement(version=version, by=request.user)
    messages.success(
        request, "Подготовлен проект нового приказа: прежний он признаёт утратившим силу."
    )
    return redirect("regulations:paper", slug=slug, pk=draft.pk)
