"""Registering people and changing their profile, below the forms."""

import pytest

from accounts import services
from accounts.models import User
from sferum_portal.lib.errors import DomainError
from tests import factories as make


def register(**fields):
    names = {"surname": "Семёнов", "given_name": "Пётр", "password": make.PASSWORD}
    return services.register_person(**(names | fields))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "identifier",
    [
        {"email": "petr@people.example"},
        {"phone": "+79131234567"},
        {"login": "petr"},
    ],
)
def test_an_identifier_belongs_to_one_person(identifier):
    register(**identifier)
    with pytest.raises(DomainError, match="уже заняты"):
        register(**{name: value.upper() for name, value in identifier.items()})
    # The refusal has not spoiled the transaction around it.
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_without_a_password_nobody_can_sign_in():
    child = register(password=None)
    assert not child.has_account
    assert not child.has_usable_password()


@pytest.mark.django_db
def test_the_history_knows_who_registered_and_never_the_password():
    person = register(email="petr@people.example")
    first = person.history.get()
    assert first.history_user == person
    assert first.history_change_reason == "Регистрация"
    assert not hasattr(first, "password")
    child = register(password=None, by=person)
    assert child.history.get().history_user == person


@pytest.mark.django_db
def test_a_profile_holds_names_and_identifiers_only():
    person = register(email="petr@people.example")
    with pytest.raises(TypeError, match="is_superuser"):
        services.change_profile(user=person, by=person, is_superuser=True)
    with pytest.raises(DomainError, match="хотя бы одно"):
        services.change_profile(user=person, by=person, email=None)
    assert services.change_profile(user=person, by=person, surname="Ершов").surname == "Ершов"
    assert person.history.first().history_change_reason == "Изменение профиля"
    assert person.history.first().surname == "Ершов"
    assert person.history.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["семенов", "СЕМЁНОВ", "Семёнов пётр", "петр семен", "  ёНоВ ", "Ильич Пётр"]
)
def test_a_name_is_found_whatever_its_case_and_its_yo(typed):
    person = register(patronymic="Ильич")
    register(surname="Семенихин", given_name="Олег")
    assert list(User.objects.search(typed)) == [person]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["семенов олег", "%", "_", "семенов%", "x" * 300])
def test_a_name_that_is_not_there_is_not_found(typed):
    register()
    assert not User.objects.search(typed).exists()


@pytest.mark.django_db
def test_names_are_written_in_every_form():
    person = User(surname="Семёнов", given_name="Пётр", patronymic="Ильич")
    assert person.full_name == str(person) == "Семёнов Пётр Ильич"
    assert person.short_name == "Семёнов П.И."
    assert person.initials_first == "П.И. Семёнов"
    assert person.printed_initials_first == "П.\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}Семёнов"
    assert person.polite_name == "Пётр Ильич"
    foreigner = User(surname="Ли", given_name="Ян")
    assert foreigner.short_name == "Ли Я."
    assert foreigner.initials_first == "Я. Ли"
    assert foreigner.printed_initials_first == "Я.\N{NO-BREAK SPACE}Ли"
    assert foreigner.polite_name == "Ян"


def test_a_full_check_of_a_person_invents_no_login_name(db):
    child = make.PersonFactory(account=False)
    child.full_clean(exclude=["password"])
    assert child.login is None
