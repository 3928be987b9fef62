"""The platform gets another name: what names the former one, and the drafts that it needs."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chats.services import create_chosen_chat
from organizations.services import set_platform
from regulations import services
from regulations.models import DocumentVersion
from regulations.papers.kinds import all_kinds
from regulations.renaming import Change, Naming, change_of, is_history
from regulations.services import amending, papers
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago, make_invitation
from tests.helpers import assert_queries_do_not_grow
from tests.regulations.making import approve as approve_regulation
from tests.regulations.making import decide, make_approved, make_draft, url
from tests.regulations.papers_making import make_package, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch):
    for module, name in (
        (papers, "render_paper"),
        (amending, "render_amendment"),
        (amending, "render_regulation"),
    ):
        monkeypatch.setattr(module, name, lambda paper, **_: f"%PDF {paper!r}".encode())


def rename(cast, starts_on, name="Сферум+"):
    set_platform(organization=cast.ours, by=cast.head, name=name, starts_on=starts_on)
    cast.ours.refresh_from_db()


def test_the_change_that_comes_next_is_offered(ready, cast):
    assert change_of(ready) == Change("MAX")
    rename(cast, days_ago(-30))
    assert change_of(ready) == Change("MAX", "Сферум+", days_ago(-30))
    assert change_of(ready).is_coming


def test_a_change_that_was_is_offered_until_the_next(ready, cast):
    rename(cast, days_ago(1))
    assert change_of(ready) == Change("MAX", "Сферум+", days_ago(1))
    assert not change_of(ready).is_coming


def test_a_coming_platform_is_drafted_with_its_first_day(approved, at, cast):
    rename(cast, days_ago(-30))
    client = at("head")
    page = client.get(url("rename", cast.ours)).text
    assert 'id="former" name="former" value="MAX"' in page
    assert f"с {days_ago(-30):%d.%m.%Y} — «Сферум+»" in page
    assert "«MAX» → «Сферум+»" in page
    assert page.index("Новое название") < page.index("Прежнее название")
    client.post(url("rename_amend", cast.ours), {"former": "MAX", "name": "Сферум+"})
    version = DocumentVersion.objects.get(document__kind="amendment")
    decide(version)
    page = client.get(url("amendment_approve", cast.ours, version.pk)).text
    assert f'name="effective_from" value="{days_ago(-30).isoformat()}"' in page


def amend(cast):
    version = services.amend_for_platform(
        organization=cast.ours, by=cast.head, former="MAX", name="Сферум+"
    )
    return services.approve_amendment(
        version=decide(version), by=cast.head, order_number="7", order_date=days_ago(0)
    )


def test_what_was_done_under_the_former_name_is_history(approved, cast):
    rename(cast, days_ago(1))
    version = amend(cast)
    assert "MAX" in str(version.data)
    assert Naming(cast.ours, "MAX").documents == []


def test_orders_in_force_are_renewed_by_one_press(cast, at):
    make_package(cast)
    rename(cast, days_ago(1))
    client = at("head")
    kinds = {row.kind: row for row in Naming(cast.ours, "MAX").documents}
    assert {"usage_order", "consent_form", "regulation"} <= kinds.keys()
    extracts = {"protocol_extract", f"extract_{cast.ours.bodies[1]}"}
    assert DocumentVersion.objects.in_force().filter(document__kind__in=extracts).count() == 2
    assert not kinds.keys() & {*extracts, "registration_letter"}
    page = client.get(url("rename", cast.ours)).text
    for row in kinds.values():
        assert f'href="{row.url}"' in page
    # They cite the regulation by its title, which comes first.
    assert url("rename_papers", cast.ours) not in page
    answer = client.post(url("rename_papers", cast.ours), {"former": "MAX"})
    assert (answer.status_code, "Сначала внесите изменения" in answer.text) == (409, True)
    amend(cast)
    assert url("rename_papers", cast.ours) in client.get(url("rename", cast.ours)).text
    answer = client.post(url("rename_papers", cast.ours), {"former": "MAX"}, follow=True)
    assert "Подготовлены проекты" in answer.text
    drafts = DocumentVersion.objects.drafts().filter(organization=cast.ours)
    order = drafts.get(document__kind="usage_order")
    text = words_of(order)
    assert "в приложении «Сферум+»" in text
    assert "MAX" not in text
    former = DocumentVersion.objects.in_force().get(document__kind="usage_order")
    assert (
        f"Признать утратившим силу приказ от {former.order_date:%d.%m.%Y} "
        f"№ {former.order_number} об использовании платформы" in text
    )
    # Now each row leads to what is being prepared, and there is nothing to press twice.
    naming = Naming(cast.ours, "MAX")
    assert naming.renewable == []
    assert any("готовится новый" in row.detail for row in naming.documents)
    with pytest.raises(DomainError, match="больше нет"):
        services.renew_papers_for_platform(organization=cast.ours, by=cast.head, former="MAX")
    facts = {"number": "200-од", "date": days_ago(0).isoformat()}
    services.change_paper(version=order, by=cast.head, facts=facts)
    # It repeals the order by which the regulation is approved: the next edition comes with it.
    with pytest.raises(DomainError, match="Подготовьте новую редакцию положения"):
        services.approve_paper(version=order, by=cast.head)
    make_draft(cast.ours, decided=True)
    services.approve_paper(version=order, by=cast.head)
    former.refresh_from_db()
    assert former.is_superseded
    assert "usage_order" not in {row.kind for row in Naming(cast.ours, "MAX").documents}


@pytest.mark.parametrize("kind", [kind for kind in all_kinds() if "extract" in kind])
def test_minutes_of_the_past_are_never_renewed(kind):
    assert is_history(kind)


def names(ready, name="MAX"):
    return Naming(ready, name).documents


def test_a_version_that_begins_later_is_named_with_its_first_day(approved, ready):
    make_approved(ready, effective_from=days_ago(-30))
    held, coming = names(ready)
    assert held.holds
    assert coming.detail.endswith(f"; начнёт действовать {days_ago(-30):%d.%m.%Y}")
    assert coming.url == url("version_text", ready, 2)
    # What is changed is the version approved last, once it is in force.
    assert Naming(ready, "MAX").in_regulation
    assert not Naming(ready, "MAX").can_amend


def test_of_a_draft_what_it_says_in_words_of_its_own_is_named(draft, ready, at):
    assert names(ready) == []
    draft.data = {"title": "Положение о чатах в MAX"}
    draft.save()
    row = draft.clauses.get(key="polls")
    row.text = "Опросы проводятся в MAX."
    row.save()
    (found,) = names(ready)
    assert found.title == "Положение о чатах в MAX"
    assert found.detail == "Положение: название, п. 4.6; проект"
    page = at("head").get(url("rename", ready), {"former": "MAX"}).text
    assert f'href="{url("draft_edit", ready)}"' in page
    # There is nothing in force to be changed yet.
    assert url("rename_amend", ready) not in page


def test_a_title_alone_is_enough_to_draft_the_changes(decided, ready, at, cast):
    row = decided.clauses.get(parent=None, key="chats")
    row.text = "Чаты в Сигнале"
    row.save()
    approve_regulation(decided)
    (found,) = names(ready, "Сигнал")
    assert found.detail == "Положение: раздел 4"
    rename(cast, days_ago(1))
    client = at("head")
    assert url("rename_amend", ready) in client.get(url("rename", ready), {"former": "Сигнал"}).text
    client.post(url("rename_amend", ready), {"former": "Сигнал", "name": "Сферум+"})
    (change,) = DocumentVersion.objects.get(document__kind="amendment").data["changes"]
    assert change["number"] == "4"


def test_what_has_a_letter_is_named_by_it(decided, ready):
    row = decided.clauses.get(key="terms")
    row.marks = "letters"
    row.save()
    approve_regulation(decided)
    assert "«б»" in names(ready)[0].detail
    assert ".2," not in names(ready)[0].detail


def test_before_the_day_no_paper_is_renewed(cast, at):
    make_package(cast)
    rename(cast, days_ago(-10))
    page = at("head").get(url("rename", cast.ours)).text
    assert url("rename_papers", cast.ours) not in page
    assert f"можно будет с {days_ago(-10):%d.%m.%Y}" in page
    with pytest.raises(DomainError, match="ещё действует «MAX»"):
        services.renew_papers_for_platform(organization=cast.ours, by=cast.head, former="MAX")


@pytest.mark.parametrize("person", ["teacher", "outsider", "parent"])
def test_only_who_prepares_papers_renews_them(ready, cast, person):
    with pytest.raises(PermissionDenied):
        services.renew_papers_for_platform(
            organization=cast.ours, by=getattr(cast, person), former="MAX"
        )


def test_chats_and_links_that_name_it_have_their_address(ready, at, cast):
    chat = create_chosen_chat(
        kind="management_other",
        place=cast.ours,
        by=cast.head,
        title="Переход на MAX",
        people=[cast.staff],
    )
    noted, _ = make_invitation(cast.unit, note="Для MAX")
    into_chat, _ = make_invitation(cast.unit, chats=[chat.pk])
    other, _ = make_invitation(cast.unit)
    naming = Naming(ready, "MAX")
    assert [row.url for row in naming.chats] == [reverse("admin:chats_chat_change", args=[chat.pk])]
    passports = {
        row.pk: reverse("admin:invitations_invitation_change", args=[row.pk])
        for row in (noted, into_chat, other)
    }
    found = {row.url for row in naming.links}
    assert found == {passports[noted.pk], passports[into_chat.pk]}
    page = at("head").get(url("rename", cast.ours)).text
    for address in [*found, naming.chats[0].url]:
        assert f'href="{address}"' in page
        assert at("head").get(address).status_code == 200


def test_a_unit_that_bears_the_name_marks_its_links(ready, cast):
    cast.unit.name = "Клуб MAX"
    cast.unit.save()
    make_invitation(cast.unit)
    assert len(Naming(ready, "MAX").links) == 1


def test_links_are_told_on_pages(ready, at, cast):
    for n in range(51):
        make_invitation(cast.unit, note=f"Для MAX, лист {n}")
    page = at("head").get(url("rename", cast.ours), {"former": "MAX"}).text
    assert "лист 50" in page
    assert "лист 0</span>" not in page
    assert 'href="?former=MAX&amp;links=2"' in page
    page = at("head").get(url("rename", cast.ours), {"former": "MAX", "links": "2"}).text
    assert "лист 0</span>" in page


def test_the_page_costs_the_same_for_any_number_of_links(approved, at, cast):
    def add():
        make_invitation(cast.unit, note="Для MAX")

    assert_queries_do_not_grow(at("head"), url("rename", cast.ours), add)
