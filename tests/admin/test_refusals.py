"""A refusal in two presses, and the register of the organization's own reasons."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from memberships.models import RefusalReason
from memberships.roles import Role
from tests import factories as make
from tests.admin.test_queue import QUEUE, ask, said, state, url

REGISTER = "/admin/memberships/refusalreason/"
JUNK = "Спам, чужой человек."


def chips(page):
    """``{text: value}`` of the buttons that refuse at once."""
    pattern = r'name="refusal_reason" value="(\d+)">(.*?) <small>'
    return {text: value for value, text in re.findall(pattern, page.content.decode())}


def reason_of(organization, text):
    return RefusalReason.objects.get(organization=organization, text=text)


def test_a_refusal_has_a_reason_that_the_person_gets(
    cast, admin, django_capture_on_commit_callbacks
):
    row = ask(cast)
    form = admin.get(url("reject", row))
    text, value = next(iter(chips(form).items()))
    assert reason_of(cast.ours, text).next_step in form.content.decode()
    empty = admin.post(url("reject", row), {})
    assert empty.status_code == 422
    assert "Выберите причину или напишите свою." in empty.content.decode()
    invented = admin.post(url("reject", row), {"refusal_reason": "Потому что"})
    assert invented.status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(url("reject", row), {"refusal_reason": value}).url == QUEUE
    row.refresh_from_db()
    assert (row.status, row.reason) == ("rejected", text)
    assert text in mail.outbox[0].body


def test_a_prepared_reason_takes_own_words_along(cast, admin):
    row = ask(cast)
    text, value = next(iter(chips(admin.get(url("reject", row))).items()))
    words = {
        "refusal_reason": value,
        "reason": " Зайдите в канцелярию. ",
        "next_step": "С 9 до 17.",
    }
    admin.post(url("reject", row), words)
    row.refresh_from_db()
    assert row.reason == f"{text} Зайдите в канцелярию."
    assert row.next_step == "С 9 до 17."


def test_a_reason_of_another_organization_is_no_answer(cast, admin):
    row = ask(cast)
    foreign = RefusalReason.objects.filter(organization=cast.theirs, for_staff=True).first()
    assert str(foreign.pk) not in chips(admin.get(url("reject", row))).values()
    answer = admin.post(url("reject", row), {"refusal_reason": foreign.pk})
    assert answer.status_code == 422
    assert state(row) == "pending"


def test_junk_is_refused_in_silence_by_the_same_two_presses(
    cast, admin, django_capture_on_commit_callbacks
):
    row = ask(cast)
    assert url("reject", row) in admin.get(QUEUE).content.decode()
    value = chips(admin.get(url("reject", row)))[JUNK]
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(url("reject", row), {"refusal_reason": value})
    row.refresh_from_db()
    assert (row.status, row.is_silent) == ("rejected", True)
    assert mail.outbox == []


def test_reasons_fit_the_role(cast, admin):
    parent = make.JoinRequestFactory(
        organization=cast.ours,
        role=Role.PARENT,
        unit=cast.unit,
        post="",
        child_surname="Иванов",
        child_given_name="Пётр",
    )
    child = "Такого ребёнка в списке нет."
    assert child in chips(admin.get(url("reject", parent)))
    assert child not in chips(admin.get(url("reject", ask(cast))))


def test_the_administrator_keeps_the_list(cast, admin):
    words = {"text": "Мест нет.", "next_step": "Ждите осени.", "suits": ["for_staff"]}
    assert admin.post(f"{REGISTER}add/", words).status_code == 302
    row = reason_of(cast.ours, "Мест нет.")
    assert (row.for_staff, row.for_parents, row.for_learners) == (True, False, False)
    assert "Мест нет." in chips(admin.get(url("reject", ask(cast))))
    again = admin.post(f"{REGISTER}add/", words)
    assert again.status_code == 409
    assert "Ждите осени." in again.content.decode()

    def press(verb, **data):
        address = reverse(f"admin:memberships_refusalreason_{verb}", args=[row.pk])
        return admin.post(address, data, follow=True)

    press("edit", text="Свободных мест нет.", suits=["for_staff", "for_parents"])
    row.refresh_from_db()
    assert (row.text, row.next_step, row.for_parents) == ("Свободных мест нет.", "", True)
    page = admin.get(reverse("admin:memberships_refusalreason_change", args=[row.pk]))
    # To move a row is not what it is mostly opened for: no button of these stands out.
    for label in ("Выше", "Ниже"):
        assert f'<button class="btn">{label}</button>' in page.content.decode()
    press("up")
    shown = [each.text for each in RefusalReason.objects.filter(organization=cast.ours)]
    assert shown.index("Свободных мест нет.") == len(shown) - 2
    page = admin.get(REGISTER).content.decode()
    assert page.index("Свободных мест нет.") < page.index(JUNK)
    press("down")
    assert "уже последняя" in said(press("down"))
    press("end")
    assert "Свободных мест нет." not in admin.get(REGISTER).content.decode()
    assert "Свободных мест нет." in admin.get(REGISTER, {"state": "ended"}).content.decode()
    press("restore")
    assert "Свободных мест нет." in admin.get(REGISTER).content.decode()


def test_the_head_reads_the_list_and_changes_nothing(cast, as_):
    head, row = as_(cast.head), reason_of(cast.ours, JUNK)
    assert JUNK in head.get(REGISTER).content.decode()
    assert head.get(f"{REGISTER}add/").status_code == 403
    for verb in ("edit", "up", "down", "end", "restore"):
        address = reverse(f"admin:memberships_refusalreason_{verb}", args=[row.pk])
        assert head.post(address, {"text": "Иначе", "suits": ["for_staff"]}).status_code == 403
    assert reason_of(cast.ours, JUNK).is_active


@pytest.mark.parametrize("text", ["я" * 201, "нет\x00", ""])
def test_a_clumsy_reason_is_not_taken_into_the_list(cast, admin, text):
    answer = admin.post(f"{REGISTER}add/", {"text": text, "suits": ["for_staff"]})
    assert answer.status_code == 422
    assert RefusalReason.objects.filter(organization=cast.ours).count() == 5


def test_kindergartens_offer_no_learners(cast_of, as_):
    cast = cast_of("kindergarten")
    page = as_(cast.administrator).get(f"{REGISTER}add/").content.decode()
    assert "for_parents" in page
    assert "for_learners" not in page
