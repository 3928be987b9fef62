"""Many PDFs at once: the page that shows how far they are, and their ZIP."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from regulations import services
from regulations.access import batch_for
from regulations.answers import FORBIDDEN_IN_NAMES, refusals_in_words
from regulations.batches import work
from regulations.files import DamagedFileError


@login_required
@require_safe
def batch(request, slug, pk):
    found = batch_for(request.user, slug, pk)
    context = {
        "organization": found.organization,
        "batch": found,
        "done": work.progress_of(found),
        "total": len(found.items),
        "is_stuck": work.is_stuck(found),
    }
    return render(request, "regulations/batch.html", context)


@login_required
@require_POST
@refusals_in_words
def batch_repeat(request, slug, pk):
    services.repeat_batch(batch=batch_for(request.user, slug, pk), by=request.user)
    return redirect("regulations:batch", slug, pk)


@login_required
@require_safe
@refusals_in_words
def batch_zip(request, slug, pk):
    found = batch_for(request.user, slug, pk)
    if not found.is_ready:
        return redirect("regulations:batch", slug, pk)
    try:
        file = found.file.open("rb")
    except (OSError, ValueError) as error:
        raise DamagedFileError("Файл не найден: подготовьте документы заново.") from error
    name = f"{FORBIDDEN_IN_NAMES.sub('', found.title)}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
