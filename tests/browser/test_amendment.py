"""From a setting that differs from the regulation to the printed act of changes."""

import datetime as dt

from django.utils import timezone

from organizations.services import set_ruling
from regulations.models import DocumentVersion
from tests.browser.visits import record_decisions
from tests.regulations.making import make_approved, make_ready


def test_an_amendment_from_drift_to_print(cast, visit):
    make_approved(make_ready(cast.ours))
    set_ruling(
        organization=cast.ours,
        by=cast.head,
        chat_kind="unit_subject",
        creator="subject_teacher",
        ruling="denied",
    )
    head = visit(cast.head)
    head.open(f"/o/{cast.ours.slug}/")
    head.press("link", "Разобрать")
    head.sees("на портале это запрещено")
    head.press("button", "Изменить положение")
    head.sees("Изменения подготовлены")
    record_decisions(head, day=timezone.localdate() - dt.timedelta(days=1))
    head.press("link", "Утверждение приказом")
    head.page.get_by_label("Номер приказа").fill("140-од")
    head.press("button", "Утвердить")
    head.sees("Изменения утверждены и действуют.")
    act = DocumentVersion.objects.get(document__kind="amendment")
    answer = head.page.request.get(f"/o/{cast.ours.slug}/documents/amendments/{act.pk}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    head.press("link", "Положение с этими изменениями")
    head.sees("Редакция 2")
    assert DocumentVersion.objects.in_force().filter(document__kind="regulation").get().number == 2
