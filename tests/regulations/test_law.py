import datetime as dt
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from organizations import kinds
from regulations import law, library
from regulations.models import LegalBasis
from sferum_portal.lib.errors import DomainError
from tests.factories import make_operator

pytestmark = pytest.mark.django_db


def test_the_migration_brings_the_acts_of_the_library_with_their_history():
    assert set(LegalBasis.objects.values_list("key", flat=True)) == set(library.legal_bases())
    assert LegalBasis.history.count() == LegalBasis.objects.count()


def test_loading_again_changes_nothing():
    law.load_legal_bases()
    before = LegalBasis.history.count()
    assert law.load_legal_bases() == 0
    assert LegalBasis.history.count() == before


def test_an_empty_register_is_filled():
    LegalBasis.objects.filter(replaced_by__isnull=False).delete()
    LegalBasis.objects.all().delete()
    assert law.load_legal_bases() == len(library.legal_bases())
    replaced = LegalBasis.objects.get(key="directive_210")
    assert replaced.replaced_by.key == "directive_139"


def test_an_act_that_differs_is_brought_up_to_date_and_tracked():
    act = LegalBasis.objects.get(key="fz_149")
    act.title = "Старое название"
    act.save()
    assert law.load_legal_bases() == 1
    act.refresh_from_db()
    assert act.title == library.legal_bases()["fz_149"].title
    assert act.history.first().history_change_reason == "Из библиотеки портала"


def test_a_later_check_by_a_person_stays():
    act = LegalBasis.objects.get(key="fz_149")
    act.status, act.checked_on = "repealed", act.checked_on + timedelta(days=1)
    act.save()
    assert law.load_legal_bases() == 0
    act.refresh_from_db()
    assert act.status == "repealed"


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_the_register_lists_for_a_kind_what_the_library_lists(kind):
    listed = LegalBasis.objects.listed_for(kind)
    assert [act.key for act in listed] == [act.key for act in library.listed_for(kind)]
    assert [act.line for act in listed] == [library.line(act) for act in library.listed_for(kind)]


# --- Acts that the operator adds ------------------------------------------------------------------

ACT = {
    "act_kind": "приказ",
    "issuer": "Минпросвещения России",
    "date": dt.date(2024, 3, 1),
    "number": "147",
    "title": "О внесении изменений",
    "status": "in_force",
    "checked_on": dt.date(2026, 1, 15),
    "kinds": ["kindergarten"],
}


def test_an_added_act_is_listed_for_its_kinds():
    operator = make_operator()
    act = law.add_act(by=operator, **ACT)
    assert act in LegalBasis.objects.listed_for("kindergarten")
    assert act not in LegalBasis.objects.listed_for("school")
    assert act.history.get().history_user == operator
    everybody = [kind.code for kind in kinds.all()]
    assert law.add_act(by=operator, **(ACT | {"number": "148", "kinds": everybody})).kinds == "all"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": "149 - фз", "date": dt.date(2006, 7, 27)}, "уже есть: Федеральный закон"),
        ({"number": " № "}, "Укажите номер"),
        ({"checked_on": dt.date(2099, 1, 1)}, "позже сегодняшней"),
        ({"kinds": ["opera"]}, "вида организаций"),
    ],
)
def test_acts_that_cannot_be_added(change, sentence):
    before = LegalBasis.objects.count()
    with pytest.raises(DomainError, match=sentence):
        law.add_act(by=make_operator(), **(ACT | change))
    assert LegalBasis.objects.count() == before


def test_nobody_but_the_operator_adds_acts(cast):
    with pytest.raises(PermissionDenied):
        law.add_act(by=cast.administrator, **ACT)


def test_an_added_act_that_the_library_learns_becomes_the_librarys():
    known = LegalBasis.objects.get(key="letter_643")
    known.key = "own_20220826_99"
    known.save()
    law.load_legal_bases()
    known.refresh_from_db()
    assert known.key == "letter_643"
    assert LegalBasis.objects.filter(number=known.number).count() == 1
