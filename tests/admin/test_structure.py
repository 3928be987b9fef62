"""The registers of organizations and their structure, and the strategy of chats."""

import re

from django.utils import timezone

from chats.models import Chat
from organizations.models import AutomaticChat, ChatRule, Organization, SchoolYear, Subject, Unit
from tests import factories as make
from tests.admin.pages import done, url


def test_the_structure_grows(cast, admin):
    year = SchoolYear.objects.get(organization=cast.ours)
    unit = {"kind": "class", "name": "6В", "grade": 6, "school_year": year.pk}
    done(admin.post(url("organizations_unit_add"), unit))
    assert admin.post(url("organizations_unit_add"), unit).status_code == 409
    row = Unit.objects.get(organization=cast.ours, name="6В")
    done(admin.post(url("organizations_unit_rename", row.pk), {"name": "6Г", "grade": 6}))
    staff = make.staff_unit(cast.ours)
    renamed = admin.post(url("organizations_unit_rename", staff.pk), {"name": "Все", "grade": 1})
    assert renamed.status_code == 409
    done(admin.post(url("organizations_subject_add"), {"name": "Астрономия"}))
    subject = Subject.objects.get(name="Астрономия")
    both = {"unit": row.pk, "subject": subject.pk}
    done(admin.post(url("organizations_unitsubject_add"), both))
    ends = year.ends_on
    new_year = {"starts_on": ends.isoformat(), "ends_on": ends.replace(year=ends.year + 1)}
    done(admin.post(url("organizations_schoolyear_add"), new_year))
    assert admin.post(url("organizations_schoolyear_add"), new_year).status_code == 409


def test_facts_and_platform_of_the_organization(cast, admin):
    address = url("organizations_organization_facts", cast.ours.pk)
    names = re.findall(r'name="(\w+)"', admin.get(address).content.decode())
    typed = {name: getattr(cast.ours, name) for name in names if hasattr(cast.ours, name)}
    assert admin.post(address, typed | {"site": "не адрес"}).status_code == 422
    assert admin.post(address, typed | {"bodies": ["parents_council", "x"]}).status_code == 422
    changed = {"site": "school.example", "bodies": ["pedagogical_council"], "slug": "hacked"}
    done(admin.post(address, typed | changed))
    ours = Organization.objects.get(pk=cast.ours.pk)
    assert (ours.site, ours.bodies) == ("https://school.example", ["pedagogical_council"])
    assert ours.slug == cast.ours.slug
    platform = {"name": "MAX", "starts_on": timezone.localdate().isoformat()}
    address = url("organizations_organization_platform", cast.ours.pk)
    done(admin.post(address, platform))
    assert admin.post(address, platform).status_code == 409
    assert ours.platform_on(timezone.localdate()).name == "MAX"


def test_the_rules_of_joining(cast, admin):
    address = url("organizations_organization_joining", cast.ours.pk)
    typed = {"leaders_decide": "on", "decision_days": "5", "longest_link_days": "14"}
    assert admin.post(address, typed | {"decision_days": "0"}).status_code == 422
    done(admin.post(address, typed))
    page = admin.get(url("organizations_organization_change", cast.ours.pk)).content.decode()
    text = "заявки решает администратор и классный руководитель за 5\xa0дней"
    assert f"{text}; ссылки действуют до 14\xa0дней; заявки без ссылки не принимаются" in page
    done(admin.post(address, typed | {"takes_applications": "on"}))
    page = admin.get(url("organizations_organization_change", cast.ours.pk)).content.decode()
    assert "заявки без ссылки принимаются" in page


def test_the_operator_founds_an_organization(cast, as_):
    operator = as_(cast.operator)
    typed = {
        "full_name": "Муниципальное дошкольное учреждение",
        "short_name": "МДОУ № 9",
        "kind": "kindergarten",
        "slug": "Sad-9",
    }
    add = url("organizations_organization_add")
    done(operator.post(add, typed))
    organization = Organization.objects.get(slug="sad-9")
    assert organization.units.get().kind == Unit.STAFF
    again = operator.post(add, typed)
    assert again.status_code == 422
    assert "Такой адрес уже занят." in again.content.decode()


def strategy_form(client, organization, **changes):
    """What the page's form sends, with some cells touched."""
    address = url("organizations_chatrule_strategy", organization.pk)
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="initial-([\w-]+)" value="(\w+)"', page))
    sent = {f"initial-{name}": value for name, value in hidden.items()} | hidden
    return address, sent | changes


def test_the_strategy_is_one_page(cast, admin):
    page = url("organizations_chatrule_changelist")
    address, sent = strategy_form(admin, cast.ours, **{"unit_parents-teacher": "on_request"})
    assert admin.get(page).url == address
    done(admin.post(address, sent))
    rule = ChatRule.objects.get(organization=cast.ours)
    assert (rule.chat_kind, rule.creator, rule.ruling) == ("unit_parents", "teacher", "on_request")
    assert rule.changed_by == cast.administrator
    text = admin.get(address).content.decode()
    assert "обычно: нет" in text
    assert cast.administrator.short_name in text
    # Back to the usual: no row of one's own is left.
    done(
        admin.post(
            address,
            sent
            | {"unit_parents-teacher": "denied"}
            | {"initial-unit_parents-teacher": "on_request"},
        )
    )
    assert not ChatRule.objects.filter(organization=cast.ours).exists()
    assert "снова как обычно" in admin.get(address).content.decode()


def test_a_strategy_form_touches_only_what_was_touched(cast, admin, as_):
    address, stale = strategy_form(admin, cast.ours, **{"unit_teachers-teacher": "allowed"})
    other = as_(cast.head)
    done(other.post(*strategy_form(other, cast.ours, **{"unit_parents-head": "allowed"})))
    done(admin.post(address, stale))
    assert set(ChatRule.objects.values_list("chat_kind", "creator")) == {
        ("unit_teachers", "teacher"),
        ("unit_parents", "head"),
    }


def test_a_strategy_takes_no_other_values(cast, admin):
    address, sent = strategy_form(admin, cast.ours, **{"unit_parents-teacher": "always"})
    assert admin.post(address, sent).status_code == 422
    # Learners are no creators at all: such a cell does not exist.
    done(
        admin.post(
            address, strategy_form(admin, cast.ours)[1] | {"unit_parents-learner": "allowed"}
        )
    )
    assert not ChatRule.objects.exists()


def test_chats_that_create_themselves_are_boxes_of_the_strategy(cast, admin):
    address, sent = strategy_form(admin, cast.ours, **{"automatic-unit_parents": "on"})
    page = admin.get(address).content.decode()
    assert "Создаются сами вместе с классом" in page
    assert "Создать недостающие" not in page
    done(admin.post(address, sent))
    row = AutomaticChat.objects.get(organization=cast.ours)
    assert row.chat_kind == "unit_parents"
    assert not ChatRule.objects.exists()
    page = admin.get(address).content.decode()
    assert "создаётся само" in page
    assert "Создать недостающие" in page
    # The same form once more, and one that takes the box away.
    done(admin.post(address, sent))
    assert AutomaticChat.objects.count() == 1
    done(admin.post(*strategy_form(admin, cast.ours, **{"automatic-unit_parents": ""})))
    assert not AutomaticChat.objects.exists()
    assert "создаётся вручную" in admin.get(address).content.decode()


def test_a_kindergarten_is_offered_no_chats_of_children(cast_of, as_):
    cast = cast_of("kindergarten")
    address = url("organizations_chatrule_strategy", cast.ours.pk)
    page = as_(cast.head).get(address).content.decode()
    assert 'name="automatic-unit_parents"' in page
    assert "automatic-unit_learners" not in page
    assert "Создаются сами вместе с группой" in page


def test_a_new_unit_says_which_chats_came_with_it(cast, admin):
    admin.post(*strategy_form(admin, cast.ours, **{"automatic-unit_parents": "on"}))
    year = SchoolYear.objects.get(organization=cast.ours)
    unit = {"kind": "class", "name": "6В", "grade": 6, "school_year": year.pk}
    page = admin.post(url("organizations_unit_add"), unit, follow=True).content.decode()
    assert "созданы чаты: Родители 6В" in page


def test_the_missing_chats_are_made_by_one_press_and_named(cast, admin, as_):
    missing = url("chats_chat_missing")
    assert "на месте" in admin.get(missing).content.decode()
    admin.post(*strategy_form(admin, cast.ours, **{"automatic-unit_parents": "on"}))
    strategy = admin.get(url("organizations_chatrule_strategy", cast.ours.pk)).content.decode()
    address = f"{missing}?organization={cast.ours.pk}"
    assert f'action="{address}"' in strategy
    seen = admin.get(address).content.decode()
    assert "Родители 5А" in seen
    assert "Родители 5Б" in seen
    assert not Chat.objects.filter(kind="unit_parents").exists()
    made = admin.post(address).content.decode()
    assert "Создано: 2\xa0чата" in made
    assert "Родители 5Б" in made
    assert Chat.objects.filter(kind="unit_parents", organization=cast.ours).count() == 2
    assert "на месте" in admin.post(address).content.decode()
    assert as_(cast.outsider).post(address).status_code == 404
    assert as_(cast.teacher).post(address).status_code == 403
    register = admin.get(url("chats_chat_changelist")).content.decode()
    assert "создан сам, по стратегии" in register
