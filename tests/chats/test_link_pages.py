"""The pages on which a link is led into chats, and those that tell of it."""

import pytest
from django.urls import reverse

from invitations.models import Invitation
from tests import factories as make
from tests.admin.pages import done, url
from tests.chats.test_links import ask, end_leadership, give_away, make_chat
from tests.facts import issue
from tests.helpers import queries_of

FORM = {"role": "parent", "days": "14", "max_uses": "30", "note": ""}


def form_address(cast, unit=None):
    return reverse("invitations:issue", args=[cast.ours.slug, (unit or cast.unit).pk])


def test_the_form_offers_chats_only_where_there_are_some(cast, client):
    client.force_login(cast.leader)
    assert "Сразу добавить и в чаты" not in client.get(form_address(cast)).content.decode()
    assert client.post(form_address(cast), FORM | {"chats": "1"}).status_code == 200
    assert Invitation.objects.get().chats == []


def test_a_leader_ticks_a_chat_and_sees_it_on_the_link(cast, club, client):
    client.force_login(cast.leader)
    people = client.get(reverse("chats:people", args=[cast.ours.slug, club.pk])).content.decode()
    address = f"{form_address(cast)}?chat={club.pk}"
    assert f'href="{address}"' in people
    assert "Пригласить по ссылке: 5А" in people
    page = client.get(address).content.decode()
    ticked = f'<input type="checkbox" name="chats" value="{club.pk}"'
    assert "checked" in page.partition(ticked)[2].partition(">")[0]
    issued = client.post(address, FORM | {"chats": [club.pk]})
    assert "Поход" in issued.content.decode()
    assert Invitation.objects.get().chats == [club.pk]
    listed = client.get(reverse("invitations:invitation_list", args=[cast.ours.slug]))
    assert "и в чаты: Поход" in listed.content.decode()


@pytest.mark.parametrize("chats", ["0", "-1", "много", "9" * 50])
def test_a_chat_that_is_not_offered_is_refused_and_nothing_is_lost(cast, club, client, chats):
    client.force_login(cast.leader)
    answer = client.post(form_address(cast), FORM | {"chats": chats, "note": "собрание"})
    assert answer.status_code == 422
    assert "собрание" in answer.content.decode()
    assert not Invitation.objects.exists()
    assert client.get(f"{form_address(cast)}?chat={chats}").status_code == 200


def test_only_who_leads_a_chat_is_offered_to_invite_into_it(cast, club, client):
    address = reverse("chats:people", args=[cast.ours.slug, club.pk])
    client.force_login(cast.staff)
    assert "Пригласить по ссылке" not in client.get(address).content.decode()
    end_leadership(cast, club)
    client.force_login(cast.leader)
    assert "Пригласить по ссылке" not in client.get(address).content.decode()


def test_the_administrator_ticks_chats_too(cast, client):
    repair = make_chat(cast, cast.administrator, kind="management_other", title="Ремонт")
    client.force_login(cast.administrator, backend="accounts.backends.IdentifierBackend")
    add = url("invitations_invitation_add")
    assert "Ремонт" in client.get(add).content.decode()
    staff = make.staff_unit(cast.ours)
    form = {"max_uses": "5", "last_day": make.days_ago(-7).isoformat(), "chats": [repair.pk]}
    wrong = client.post(add, form | {"place": f"{cast.unit.pk}:parent"})
    assert wrong.status_code == 409
    assert "«Ремонт» не для тех" in wrong.content.decode()
    answer = client.post(add, form | {"place": f"{staff.pk}:staff"})
    assert answer.status_code == 200
    row = Invitation.objects.get()
    assert row.chats == [repair.pk]
    for page in ("change", "history"):
        client.get(url(f"invitations_invitation_{page}", row.pk))
    assert "Ремонт" in client.get(url("invitations_invitation_change", row.pk)).content.decode()
    done(client.post(url("invitations_invitation_revoke", row.pk), {"reason": "Нет"}))


def test_the_lists_cost_the_same_for_any_number_of_links_into_chats(cast, client):
    client.force_login(cast.leader)
    pages = [
        form_address(cast),
        reverse("invitations:invitation_list", args=[cast.ours.slug]),
    ]

    def add():
        chat = make_chat(cast, cast.leader, title="Поход")
        issue(cast, cast.leader, chats=[chat.pk])

    add()
    few = [queries_of(client, page) for page in pages]
    for _ in range(3):
        add()
    assert [queries_of(client, page) for page in pages] == few


def test_the_administrator_reads_what_was_left_out(cast, club, client):
    request = ask(cast, club)
    give_away(cast, club)
    client.force_login(cast.administrator, backend="accounts.backends.IdentifierBackend")
    waiting = client.get(url("memberships_joinrequest_change", request.pk)).content.decode()
    assert "Поход" in waiting
    answer = client.post(url("memberships_joinrequest_approve", request.pk), follow=True)
    assert "Чат «Поход» пропущен" in answer.content.decode()
    for page in ("change", "history"):
        text = client.get(url(f"memberships_joinrequest_{page}", request.pk)).content.decode()
        assert "Чат «Поход» пропущен" in text
