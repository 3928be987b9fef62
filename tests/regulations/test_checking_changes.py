"""The check before an act of changes comes into force: what it would do to the regulation."""

import pytest

from regulations import contents, services
from regulations.amending.changes import Change
from regulations.checking import UnsettledError, findings_of_changes
from regulations.models import DocumentVersion, LegalBasis
from tests.factories import days_ago
from tests.regulations.making import decide, url
from tests.regulations.test_amendments import WORDS, quick_amendment  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf", "quick_amendment")]
ORDER = {"order_number": "7-од", "order_date": days_ago(1)}


@pytest.fixture
def act(approved, cast):
    def make(*changes, **fields):
        return services.create_amendment(
            organization=cast.ours, by=cast.head, changes=changes, **fields
        )

    return make


def number_of(key, version):
    (number,) = (
        clause.number for clause, _ in contents.frozen_clauses(version) if clause.key == key
    )
    return number


def test_a_harmless_change_finds_nothing(act):
    assert findings_of_changes(act(WORDS)) == []


def test_an_act_that_is_held_elsewhere_is_not_checked(act, ready):
    other = {"title": "Правила приёма", "order_number": "12", "order_date": days_ago(900)}
    assert findings_of_changes(act(Change("repeal", "1.1"), act=other)) == []


def test_to_repeal_voluntariness_is_told(act, approved):
    (finding,) = findings_of_changes(act(Change("repeal", number_of("voluntariness", approved))))
    assert "Нет пункта о добровольности" in finding.text


def test_references_to_what_is_repealed_and_foreign_words_are_told_with_their_place(act):
    version = act(
        Change("repeal", "7.4"),
        Change("words", "3.7", was="причину", becomes="причину воспитаннику по п. 7.4"),
    )
    lines = [finding.line for finding in findings_of_changes(version)]
    assert lines == [
        "п. 3.7: слово «воспитаннику» — из организаций другого вида.",
        "п. 3.7: ссылка «п. 7.4» никуда не ведёт.",
    ]


def test_a_clause_that_is_put_in_between_leaves_references_behind(act, at, cast):
    version = decide(act(Change("add", "4.3", new=("Чаты создаются в рабочие дни.",))))
    found = findings_of_changes(version)
    assert [finding.place for finding in found] == ["п. 2.4.1", "п. 2.5.2"]
    page = url("amendment", cast.ours, version.pk)
    for finding in found:
        assert "ссылка «п. 4.3» вела к «Устанавливаются следующие виды" in finding.text
        assert finding.text.endswith("теперь там другой пункт, а прежний — п. 4.4.")
        assert finding.cure_url == page
    text = at("head").get(url("amendment_approve", cast.ours, version.pk)).text
    assert "ссылка «п. 4.3» вела к" in text.replace("\N{NO-BREAK SPACE}", " ")
    words = {"was": "п. 4.3", "becomes": "п. 4.4"}
    for number in ("2.4.1", "2.5.2"):
        services.set_change(version=version, by=cast.head, change=Change("words", number, **words))
    version.refresh_from_db()
    assert findings_of_changes(version) == []


def test_what_the_version_in_force_has_already_is_not_told_again(act, approved):
    basis = LegalBasis.objects.get(key="letter_643")
    basis.status, basis.replaced_by = "replaced", LegalBasis.objects.get(key="letter_423")
    basis.save()
    assert approved.bases.filter(basis=basis).exists()
    assert findings_of_changes(act(WORDS)) == []


def test_one_goes_on_with_a_reason_that_both_papers_keep(act, at, cast):
    version = decide(act(Change("words", "3.7", was="причину", becomes="причину куратору")))
    with pytest.raises(UnsettledError, match="куратору"):
        services.approve_amendment(version=version, by=cast.head, **ORDER)
    assert DocumentVersion.objects.in_force().get(document__kind="regulation").number == 1
    client, page = at("head"), url("amendment_approve", cast.ours, version.pk)
    text = client.get(page).text
    assert "слово «куратору»" in text
    assert "Почему утверждаете с замечаниями" in text
    order = ORDER | {"order_date": ORDER["order_date"].isoformat()}
    assert client.post(page, order).status_code == 409
    assert client.post(page, order | {"reason": "Куратор есть."}).status_code == 302
    for kind in ("amendment", "regulation"):
        kept = DocumentVersion.objects.in_force().get(document__kind=kind)
        assert kept.data["accepted"]["reason"] == "Куратор есть."
    version.refresh_from_db()
    assert "С замечаниями: Куратор есть." in version.history.first().history_change_reason
