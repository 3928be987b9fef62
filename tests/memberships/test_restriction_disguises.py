"""A restricted parent under another spelling or another name."""

import pytest

from accounts.services import change_profile
from memberships import services
from memberships.models import FamilyLink, JoinRequest
from memberships.restrictions import restriction_on, without_restricted
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.memberships.test_restricted_requests import ask_again

SYCHEV = ("Сычёв", "Василий", "Егорович")


#: As an account made in a minute may write «Сычёв Василий Егорович».
DISGUISES = {
    "Latin letters": ("Cычёв", "Bасилий", "Егорович"),
    "no patronymic": ("Сычёв", "Василий", ""),
    "other fields": ("Василий", "Сычёв", "Егорович"),
    "all in one": ("Сычёв", "Василий Егорович", ""),
    "short": ("Сычёв", "Вася", "Егорович"),
}


@pytest.mark.parametrize("names", DISGUISES.values(), ids=DISGUISES)
def test_a_new_account_of_a_like_name_is_stopped_too(cast, names):
    for name, value in zip(("surname", "given_name", "patronymic"), SYCHEV, strict=True):
        setattr(cast.parent, name, value)
    cast.parent.save()
    make.restricted(cast.parent, cast.learner)
    surname, given_name, patronymic = names
    disguised = make.PersonFactory(surname=surname, given_name=given_name, patronymic=patronymic)
    wish = ask_again(cast, applicant=disguised)
    assert restriction_on(wish) is not None
    with pytest.raises(DomainError, match="Есть ограничение"):
        services.approve_join_request(join_request=wish, by=cast.administrator)


def test_the_other_parent_is_accepted_alone_and_in_no_heap(cast):
    for name, value in zip(("surname", "given_name", "patronymic"), SYCHEV, strict=True):
        setattr(cast.parent, name, value)
    cast.parent.save()
    make.restricted(cast.parent, cast.learner)
    mother = make.PersonFactory(surname="Сычёва", given_name="Мария", patronymic="Юрьевна")
    wish = ask_again(cast, applicant=mother)
    assert restriction_on(wish) is None
    assert not without_restricted(JoinRequest.objects.filter(pk=wish.pk)).exists()
    services.approve_join_request(join_request=wish, by=cast.administrator)
    assert FamilyLink.objects.free().filter(parent=mother, child=cast.learner).exists()


def test_nobody_renames_themselves_out_of_a_restriction(cast):
    """Nor into somebody else, once an organization knows them by a name."""
    make.restricted(cast.parent, cast.learner)
    asking = make.PersonFactory()
    ask_again(cast, applicant=asking)
    for person in (cast.parent, asking):
        with pytest.raises(DomainError, match="меняет администратор"):
            change_profile(user=person, by=person, surname="Чужаков")
    change_profile(user=cast.parent, by=cast.administrator, surname="Верный")
    change_profile(user=cast.stranger, by=cast.stranger, surname="Новый")
