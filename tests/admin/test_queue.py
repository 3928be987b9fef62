"""The queue of join requests: one press, several at once, a refusal, a child that is missing."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from invitations.services import redeem
from memberships.models import JoinRequest, Membership
from memberships.roles import Role
from tests import factories as make
from tests.helpers import assert_queries_do_not_grow

QUEUE = "/admin/memberships/joinrequest/"


def url(page, row):
    return reverse(f"admin:memberships_joinrequest_{page}", args=[row.pk])


def ask(cast, **fields):
    return make.JoinRequestFactory(organization=cast.ours, **fields)


def ask_as_parent(cast, surname="Петров", given_name="Вячеслав", **fields):
    return ask(
        cast,
        role=Role.PARENT,
        unit=cast.unit,
        post="",
        child_surname=surname,
        child_given_name=given_name,
        **fields,
    )


def state(row):
    return JoinRequest.objects.get(pk=row.pk).status


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def test_the_row_says_all_that_a_decision_needs(cast, admin):
    invitation, _ = make.make_invitation(
        cast.unit, note="собрание 12 сентября", created_by=cast.leader
    )
    person = make.PersonFactory(surname="Воробьёв", phone="+79130000007")
    row = redeem(
        invitation=invitation, user=person, child_surname="Петров", child_given_name="Вячеслав"
    )
    row.created_at = timezone.now() - dt.timedelta(days=3, hours=1)
    row.save()
    page = admin.get(QUEUE).content.decode()
    facts = ["Воробьёв Анна Петровна", person.email, "+7\xa0913\xa0000-00-07", "5А", "3\xa0дня"]
    facts += ["Родитель · 5А", "Ребёнок не найден: Петров Вячеслав"]
    facts += [cast.leader.short_name, "собрание 12 сентября", url("child", row)]
    assert not [fact for fact in facts if fact not in page]


def test_those_who_wait_longest_stand_first_and_decided_ones_are_a_filter_away(cast, admin):
    rows = [ask(cast, applicant__surname=name) for name in ("Первов", "Второв", "Третьев")]
    for days, row in enumerate(rows, 1):
        row.created_at = timezone.now() - dt.timedelta(days=days)
        row.save()
    page = admin.get(QUEUE).content.decode()
    assert page.index("Третьев") < page.index("Второв") < page.index("Первов")
    admin.post(url("reject", rows[0]), {"reason": "Вы у нас не работаете."})
    assert url("approve", rows[0]) not in admin.get(QUEUE).content.decode()
    decided = admin.get(QUEUE, {"status": "rejected"}).content.decode()
    assert "Вы у нас не работаете." in decided
    assert cast.administrator.short_name in decided


def test_one_press_accepts_and_returns_to_the_same_page(cast, admin):
    row = ask(cast)
    page = admin.get(QUEUE, {"role": "teacher"}).content.decode()
    button = re.search(r'<button[^>]*form="decide"[^>]*>', page)[0]
    assert f'formaction="{url("approve", row)}"' in button
    form = re.search(r'<form id="decide" method="post">.*?</form>', page, re.DOTALL)[0]
    assert "csrfmiddlewaretoken" in form
    back = re.search(r'name="next" value="([^"]+)"', form)[1]
    answer = admin.post(url("approve", row), {"next": back})
    assert answer.url == f"{QUEUE}?role=teacher"
    assert state(row) == "approved"
    assert Membership.objects.filter(user=row.applicant, role=Role.TEACHER).exists()


def test_the_press_needs_the_secret_of_the_form(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator, backend="accounts.backends.IdentifierBackend")
    row = ask(cast)
    assert client.post(url("approve", row)).status_code == 403
    assert state(row) == "pending"


def test_the_way_back_never_leads_elsewhere(cast, admin):
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        row = ask(cast)
        assert admin.post(url("approve", row), {"next": elsewhere}).url == QUEUE


def test_a_second_press_says_who_was_faster(cast, admin):
    row = ask(cast)
    admin.post(url("approve", row))
    answer = admin.post(url("approve", row), follow=True)
    assert "Заявка принята." in said(answer)
    assert Membership.objects.filter(user=row.applicant).count() == 1
    answer = admin.post(url("reject", row), {"reason": "Передумали"})
    assert answer.status_code == 409
    assert "Уже решено: " in answer.content.decode()
    assert "Передумали" in answer.content.decode()


def test_ones_own_request_is_somebody_elses_business(cast, admin):
    row = ask(cast, applicant=cast.administrator)
    assert "Вашу заявку решает другой администратор" in admin.get(QUEUE).content.decode()
    answer = admin.post(url("approve", row), follow=True)
    assert state(row) == "pending"
    assert said(answer)


def test_several_are_accepted_and_each_gets_its_answer(cast, admin):
    good = [ask(cast, applicant__surname=name) for name in ("Годов", "Зимин")]
    bad = ask_as_parent(cast, applicant__surname="Потеряев")
    foreign = make.JoinRequestFactory(organization=cast.theirs)
    chosen = [row.pk for row in (*good, bad, foreign)]
    answer = admin.post(
        reverse("admin:memberships_joinrequest_approve_selected"),
        {"_selected_action": [*chosen, "abc", "9" * 30]},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Принято: 2" in page
    accepted, refused = page.split("<h2>Приняты</h2>")[1], page.split("<h2>Приняты</h2>")[0]
    assert all(name in accepted for name in ("Годов", "Зимин"))
    assert "Потеряев" in refused
    assert "не найден" in refused
    assert [state(row) for row in good] == ["approved", "approved"]
    assert [state(bad), state(foreign)] == ["pending", "pending"]


@pytest.mark.parametrize("wanted", ["foo", "https://evil.example/", "//evil.example", "\\x"])
def test_a_strange_way_back_leads_to_the_queue(cast, admin, wanted):
    """A bare word is no address: Django would look for a view of that name."""
    row = ask(cast)
    assert admin.post(url("approve", row), {"next": wanted}).url == QUEUE
    nothing = admin.post(
        reverse("admin:memberships_joinrequest_approve_selected"), {"next": wanted}
    )
    assert nothing.url == QUEUE


def test_accepting_nothing_asks_to_choose(admin):
    answer = admin.post(reverse("admin:memberships_joinrequest_approve_selected"), {}, follow=True)
    assert "Сначала отметьте заявки" in said(answer)


@pytest.mark.parametrize("text", ["я" * 100_000, "нет\x00"])
def test_a_clumsy_reason_is_refused_and_kept(cast, admin, text):
    row = ask(cast)
    answer = admin.post(url("reject", row), {"reason": text})
    assert answer.status_code == 422
    assert state(row) == "pending"


def test_the_queue_costs_the_same_for_any_number_of_rows(cast, admin):
    def add_row():
        invitation, _ = make.make_invitation(cast.unit, note="ссылка")
        child = make.make_learner(cast.unit)
        redeem(
            invitation=invitation,
            user=make.make_member(cast.ours, Role.STAFF).user,
            child_surname=child.user.surname,
            child_given_name=child.user.given_name,
        )

    assert_queries_do_not_grow(admin, QUEUE, add_row)
    assert_queries_do_not_grow(admin, "/admin/", add_row)


def test_the_first_page_says_how_many_wait_and_how_old_the_oldest_is(cast, admin, as_):
    assert "Никто не ждёт решения" in admin.get("/admin/").content.decode()
    rows = [ask(cast) for _ in range(12)]
    rows[7].created_at = timezone.now() - dt.timedelta(days=3, minutes=5)
    rows[7].save()
    page = admin.get("/admin/").content.decode()
    assert "Ждут решения: 12\xa0заявок, самая старая — 3\xa0дня" in page
    assert page.count('class="request"') == 10
    assert "Все заявки, ещё 2" in page
    answer = admin.post(url("approve", rows[7]), {"next": "/admin/"}, follow=True)
    assert "Ждут решения: 11" in answer.content.decode()
    assert "Никто не ждёт" in as_(cast.outsider).get("/admin/").content.decode()


def test_one_goes_on_where_one_was(cast, admin):
    rows = [ask(cast) for _ in range(3)]
    queue = admin.get(QUEUE).content.decode()
    assert f'name="at" value="join-request-{rows[1].pk}"' in queue
    at = f"join-request-{rows[1].pk}"
    answer = admin.post(url("approve", rows[0]), {"next": QUEUE, "at": at})
    assert answer.url == f"{QUEUE}#{at}"
    strange = admin.post(url("approve", rows[1]), {"next": QUEUE, "at": "x'><script>1"})
    assert strange.url == QUEUE


def test_a_matched_row_is_one_line_and_an_odd_one_says_what_differs(cast, admin):
    matched = ["совпали: фамилия, имя, отчество, телефон (…0001)", "нет в списке: отчество ребёнка"]
    odd = ["совпали: фамилия, телефон (…0002)", "отличается: имя (Ирина / Анна)"]
    first = ask(cast, pile="matched", match_reasons=matched)
    second = ask(cast, pile="similar", match_reasons=odd)
    ask(cast, pile="none")
    page = admin.get(QUEUE).content.decode()
    rows = re.findall(r'<li class="request" id="join-request-(\d+)">(.*?)</li>', page, re.DOTALL)
    rows = {int(pk): html for pk, html in rows}
    assert '<span class="match-line">ФИО, телефон (…0001)</span>' in rows[first.pk]
    assert '<details class="match">' in rows[first.pk]
    assert '<p class="request-soft">нет в списке: отчество ребёнка</p>' in rows[first.pk]
    assert '<span class="match-line">отличается: имя (Ирина / Анна)</span>' in rows[second.pk]
    assert '<details class="match" open>' in rows[second.pk]
    assert '<p class="request-soft">совпали: фамилия, телефон (…0002)</p>' in rows[second.pk]
    assert "никого похожего в списке нет" in page
