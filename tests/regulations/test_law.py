from datetime import timedelta

import pytest

from regulations import law, library
from regulations.models import LegalBasis

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
