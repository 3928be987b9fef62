"""Changes of acts that the portal does not hold, as people press their buttons."""

import pytest

from regulations.models import DocumentVersion
from regulations.obstacles import held_up_by_draft
from regulations.route import route_of
from regulations.services import amending
from tests.factories import days_ago
from tests.regulations.making import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture(autouse=True)
def quick_amendment(monkeypatch):
    monkeypatch.setattr(amending, "render_amendment", lambda paper: f"%PDF {paper!r}".encode())


def test_an_act_held_elsewhere_needs_its_title(ready, at, cast):
    client = at("head")
    answer = client.post(url("amendment_create", cast.ours), {"which": "other"})
    assert (answer.status_code, "Укажите название акта" in answer.text) == (422, True)
    client.post(
        url("amendment_create", cast.ours),
        {"which": "other", "title": "правила приёма", "order_number": "№ 4"},
    )
    version = DocumentVersion.objects.get()
    assert version.data["act"]["title"] == "Правила приёма"
    typed = {"action": "words", "number": "2", "was": "а", "becomes": "б", "old": "Старый а."}
    client.post(url("change_add", cast.ours, version.pk), typed)
    assert "Старый а." in client.get(url("amendment", cast.ours, version.pk)).text


def test_decisions_on_an_act_held_elsewhere_are_optional_and_the_pages_say_so(ready, at, cast):
    client = at("head")
    client.post(url("amendment_create", cast.ours), {"which": "other", "title": "Приказ о чатах"})
    version = DocumentVersion.objects.get()
    typed = {"action": "words", "number": "2", "was": "а", "becomes": "б", "old": "Старый а."}
    client.post(url("change_add", cast.ours, version.pk), typed)
    page = client.get(url("amendment", cast.ours, version.pk)).text
    assert "не обязательно" in page
    page = client.get(url("amendment_approvals", cast.ours, version.pk)).text
    assert "если нет, оставьте поля пустыми" in page
    page = client.get(url("amendment_approve", cast.ours, version.pk)).text
    assert "не хватает решений" not in page
    assert "Протоколов коллегиальных органов на акте не будет" in page
    order = {"order_number": "9", "order_date": days_ago(1).isoformat()}
    client.post(url("amendment_approve", cast.ours, version.pk), order)
    version.refresh_from_db()
    assert not version.is_draft
    assert "considered" not in [step.code for step in route_of(version).steps]


def test_a_decision_on_an_act_held_elsewhere_that_is_recorded_stands_on_it(ready, at, cast):
    client = at("head")
    client.post(url("amendment_create", cast.ours), {"which": "other", "title": "Правила приёма"})
    version = DocumentVersion.objects.get()
    typed = {"action": "repeal", "number": "2"}
    client.post(url("change_add", cast.ours, version.pk), typed)
    body = "pedagogical_council"
    decision = {f"{body}-number": "3", f"{body}-date": days_ago(2).isoformat()}
    client.post(url("amendment_approvals", cast.ours, version.pk), decision)
    late = {"order_number": "9", "order_date": days_ago(3).isoformat()}
    answer = client.post(url("amendment_approve", cast.ours, version.pk), late)
    assert (answer.status_code, "раньше протокола" in answer.text) == (409, True)
    late["order_date"] = days_ago(1).isoformat()
    client.post(url("amendment_approve", cast.ours, version.pk), late)
    version.refresh_from_db()
    assert version.decisions_line.endswith("№ 3")
    assert "considered" in [step.code for step in route_of(version).steps]


def test_changes_to_an_act_held_elsewhere_are_held_up_by_no_draft(ready, at, cast):
    form = {"which": "other", "title": "правила приёма", "order_number": "№ 4"}
    at("head").post(url("amendment_create", cast.ours), form)
    assert DocumentVersion.objects.count() == 1
    assert held_up_by_draft(cast.ours) == []
