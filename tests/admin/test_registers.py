"""The other registers, and what holds for all: foreign ids, pages."""

import datetime as dt
import re

from django.utils import timezone

from accounts.models import User
from chats.models import Chat, ChatRequest
from invitations.models import Invitation
from invitations.services import find_invitation
from memberships.models import Membership, UnitGrant
from memberships.roles import Role
from regulations.models import LegalBasis
from tests import factories as make
from tests.admin.pages import done, url

TOMORROW = timezone.localdate() + dt.timedelta(days=1)


def test_foreign_ids_in_a_form_are_refused(cast, admin, ours):
    theirs = make.make_unit(cast.theirs, "9Ю")
    their_row = make.make_unit_subject(theirs, "Химия")
    their_member = Membership.objects.get(user=cast.outsider, organization=cast.theirs)
    child = make.make_learner(theirs, user=make.PersonFactory(surname="Чужаков")).user
    own = ours[Membership].pk
    day = timezone.localdate().isoformat()
    term = {"reason": "Замена", "expires_on": TOMORROW.isoformat(), "membership": own}
    forms = [
        ("memberships_unitleadership_add", {"membership": own, "unit": theirs.pk}),
        ("memberships_unitleadership_add", {"membership": their_member.pk, "unit": cast.unit.pk}),
        ("memberships_teaching_add", {"membership": own, "unit_subject": their_row.pk}),
        (
            "memberships_familylink_add",
            {"parent": cast.parent.email, "child_name": child.full_name},
        ),
        ("organizations_unitsubject_add", {"unit": theirs.pk, "subject": their_row.subject_id}),
        (
            "organizations_unit_add",
            {"kind": "class", "name": "1Ю", "school_year": theirs.school_year_id},
        ),
        ("memberships_unitgrant_add", term | {"right": "create_parents_chat", "place": theirs.pk}),
        (
            "memberships_unitsubjectgrant_add",
            term | {"right": "create_subject_chat", "place": their_row.pk},
        ),
        ("invitations_invitation_add", {"place": f"{theirs.pk}:parent", "max_uses": 3}),
        ("memberships_membership_add", {"user": cast.teacher.email, "unit": theirs.pk}),
    ]
    for page, data in forms:
        answer = admin.post(url(page), {"starts_on": day, "last_day": TOMORROW} | data)
        assert answer.status_code == 422, page
    assert (
        admin.get(url("organizations_unit_add"), {"organization": cast.theirs.pk}).status_code
        == 404
    )


def test_an_exception_is_given_with_reason_and_term_and_taken_back(cast, admin):
    row = Membership.objects.get(user=cast.teacher, role=Role.TEACHER)
    typed = {
        "right": "create_parents_chat",
        "place": cast.unit.pk,
        "membership": row.pk,
        "expires_on": (timezone.localdate() + dt.timedelta(days=30)).isoformat(),
        "reason": "Замещает классного руководителя",
    }
    add = url("memberships_unitgrant_add")
    assert "Создать: Класс — родители" in admin.get(add).content.decode()
    assert admin.post(add, typed | {"reason": ""}).status_code == 422
    assert admin.post(add, typed | {"expires_on": "2099-01-01"}).status_code == 409
    assert admin.post(add, typed | {"right": "change_unit"}).status_code == 422
    done(admin.post(add, typed))
    assert cast.teacher.has_perm("organizations.create_parents_chat", cast.unit)
    grant = UnitGrant.objects.get(user=cast.teacher)
    take_back = url("memberships_unitgrant_take_back", grant.pk)
    assert admin.post(take_back, {"reason": ""}).status_code == 422
    done(admin.post(take_back, {"reason": "Вернулась"}))
    teacher = User.objects.get(pk=cast.teacher.pk)
    assert not teacher.has_perm("organizations.create_parents_chat", cast.unit)


def test_a_link_is_shown_once_and_annulled(cast, admin):
    typed = {
        "place": f"{cast.unit.pk}:parent",
        "last_day": (timezone.localdate() + dt.timedelta(days=7)).isoformat(),
        "max_uses": 30,
        "note": "собрание",
    }
    add = url("invitations_invitation_add")
    wrong = [("place", f"{cast.unit.pk}:teacher"), ("max_uses", 0), ("last_day", "2099-01-01")]
    for name, value in wrong:
        assert admin.post(add, typed | {name: value}).status_code == 422
    page = admin.post(add, typed)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    token = re.search(r'value="http[^"]*/i/([\w-]+)/"', page.content.decode())[1]
    invitation = find_invitation(token)
    assert (invitation.unit, invitation.role, invitation.created_by) == (
        cast.unit,
        Role.PARENT,
        cast.administrator,
    )
    for later in ("changelist", "change", "history"):
        pk = [] if later == "changelist" else [invitation.pk]
        text = admin.get(url(f"invitations_invitation_{later}", *pk)).content.decode()
        assert token not in text
        assert invitation.token_digest not in text
    revoke = url("invitations_invitation_revoke", invitation.pk)
    done(admin.post(revoke, {"reason": ""}))
    assert admin.post(revoke, {"reason": ""}).status_code == 409
    assert Invitation.objects.get().state == Invitation.State.REVOKED


def test_states_of_links_are_a_filter(cast, admin):
    now = timezone.now()
    make.make_invitation(cast.unit, note="живая")
    make.make_invitation(cast.unit, note="старая", expires_at=now - dt.timedelta(days=1))
    make.make_invitation(cast.unit, note="ненужная", revoked_at=now, revoked_by=cast.head)
    found = {"open": "живая", "expired": "старая", "revoked": "ненужная"}
    for state, note in found.items():
        page = admin.get(
            url("invitations_invitation_changelist"), {"state": state}
        ).content.decode()
        assert [text for text in found.values() if f">{text}<" in page] == [note]


def test_conversations_are_not_shown(cast, ours, admin):
    make.make_message(ours[Chat], cast.leader, "Тайна переписки")
    for page in ("change", "history"):
        text = admin.get(url(f"chats_chat_{page}", ours[Chat].pk)).content.decode()
        assert "Тайна" not in text
    assert "Тайна" not in admin.get(
        url("chats_chat_changelist"), {"q": "Тайна"}
    ).content.decode().replace('value="Тайна"', "")


def test_requests_for_chats_are_decided(cast, ours, admin):
    row = ours[ChatRequest]
    decline = url("chats_chatrequest_decline", row.pk)
    assert admin.post(decline, {"reason": " "}).status_code == 422
    done(admin.post(url("chats_chatrequest_grant", row.pk)))
    assert ChatRequest.objects.get(pk=row.pk).status == "granted"
    assert row.requested_by.has_perm("organizations.create_parents_chat", row.unit)
    assert admin.post(decline, {"reason": "Поздно"}).status_code == 409


def test_the_operator_records_the_check_of_an_act(cast, ours, as_):
    basis = ours[LegalBasis]
    check = url("regulations_legalbasis_check", basis.pk)
    operator = as_(cast.operator)
    replaced = {"status": "replaced", "checked_on": timezone.localdate().isoformat()}
    assert operator.post(check, replaced).status_code == 422
    successor = LegalBasis.objects.exclude(pk=basis.pk).first()
    done(operator.post(check, replaced | {"replaced_by": successor.pk}))
    basis.refresh_from_db()
    assert (basis.status, basis.replaced_by) == ("replaced", successor)


def test_the_operator_adds_an_act(cast, as_):
    operator, add = as_(cast.operator), url("regulations_legalbasis_add")
    assert "Добавить акт" in operator.get(url("regulations_legalbasis_changelist")).text
    act = {
        "act_kind": "приказ",
        "issuer": "Минпросвещения России",
        "date": "1999-09-02",
        "number": "№ 458",
        "title": "«Об утверждении Порядка приёма»",
        "status": "in_force",
        "checked_on": timezone.localdate().isoformat(),
        "kinds": ["school", "college"],
    }
    assert operator.post(add, act | {"title": ""}).status_code == 422
    assert operator.post(add, act | {"status": "replaced"}).status_code == 422
    done(operator.post(add, act))
    row = LegalBasis.objects.get(number="458")
    assert row.line == (
        "приказ Минпросвещения России от 02.09.1999 № 458 «Об утверждении Порядка приёма»"
    )
    assert row.kinds == ["school", "college"]
    again = operator.post(add, act)
    assert (again.status_code, "уже есть" in again.text) == (409, True)


def test_lists_are_paged(cast, admin):
    for _ in range(51):
        make.make_invitation(cast.unit)
    address = url("invitations_invitation_changelist")
    first, second = (admin.get(address, {"p": page}).content.decode() for page in (1, 2))
    assert first.count("<tr") == 51
    assert second.count("<tr") == 2
    assert "Всего: 51" in first
    assert admin.get(address, {"all": ""}).content.decode().count("<tr") == 51
