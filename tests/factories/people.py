"""Rows for tests. Facts are written directly, with the operator as the actor of their history."""

import datetime as dt
import itertools
import uuid

import factory
from django.utils import timezone

from accounts.models import User
from chats.models import Message
from memberships.models import (
    FamilyLink,
    Membership,
    Teaching,
    UnitLeadership,
)
from memberships.roles import STAFF_ROLES, Role
from memberships.services import (
    issue_cards,
    restrict_family_link,
)
from organizations.models import SchoolYear, Subject, Unit, UnitSubject
from organizations.services import create_organization

PASSWORD = "Лесная-тропинка-7"
_numbers = itertools.count(1)


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with an account; ``account=False`` makes a child who has none."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        account = True

    surname = factory.Sequence(lambda n: f"Иванова{'абвгдежзик'[n % 10]}")
    given_name = "Анна"
    patronymic = "Петровна"
    email = factory.LazyAttributeSequence(
        lambda o, n: f"person{n}@people.example" if o.account else None
    )

    @factory.lazy_attribute
    def password(self):
        from django.contrib.auth.hashers import make_password  # noqa: PLC0415

        return make_password(PASSWORD if self.account else None)


class OperatorFactory(PersonFactory):
    surname = "Оператор"
    is_superuser = True


def make_operator():
    return User.objects.filter(is_superuser=True).first() or OperatorFactory()


def make_organization(kind="school", **facts):
    """An organization as `create_organization` founds it, with all facts that documents need."""
    number = next(_numbers)
    defaults = {
        "slug": f"org-{number}",
        "full_name": f"Муниципальное бюджетное учреждение № {number}",
        "short_name": f"МБУ № {number}",
        "head_surname": "Соколова",
        "head_given_name": "Мария",
        "head_patronymic": "Игоревна",
        "settlement": "г. Заречный",
        "address": "ул. Садовая, д. 1",
        "site": f"https://org-{number}.example",
        "email": f"info@org-{number}.example",
        "consultation_schedule": "каждую среду с 17:00 до 18:00, кабинет 12",
    }
    # In August a new organization begins with the coming year; tests need one that runs today.
    return create_organization(
        by=make_operator(), kind=kind, today=days_ago(31), **(defaults | facts)
    )


def make_unit(organization, name="5А", **fields):
    """A class or group of the organization's first school year, which runs today."""
    kind = next(code for code in organization.profile.units if code != Unit.STAFF)
    year = SchoolYear.objects.filter(organization=organization).earliest("starts_on")
    return Unit.objects.create(
        **({"organization": organization, "kind": kind, "name": name, "school_year": year} | fields)
    )


def staff_unit(organization):
    return Unit.objects.get(organization=organization, kind=Unit.STAFF)


def make_unit_subject(unit, name="Математика"):
    subject, _ = Subject.objects.get_or_create(organization=unit.organization, name=name)
    return UnitSubject.objects.create(organization=unit.organization, unit=unit, subject=subject)


def make_member(organization, role, *, user=None, unit=None, verified=True, **fields):
    """A current membership; staff are placed in «Сотрудники» as the services do."""
    if role in STAFF_ROLES:
        unit = staff_unit(organization)
    if role == Role.PARENT:
        unit = None
    membership = Membership(
        organization=organization,
        user=user or PersonFactory(),
        role=role,
        unit=unit,
        **({"starts_on": days_ago(30)} | fields),
    )
    if verified:
        membership.verified_at = timezone.now()
        membership.verified_by = make_operator()
        membership.verification_basis = "Приказ № 1"
    membership.save()
    return membership


def make_leader(unit, *, verified=True, role=None):
    """A staff member who leads the unit."""
    educators = "learner_accounts" not in unit.organization.profile.features
    role = role or (Role.EDUCATOR if educators else Role.TEACHER)
    membership = make_member(unit.organization, role, verified=verified)
    UnitLeadership.objects.create(
        organization=unit.organization, membership=membership, unit=unit, starts_on=days_ago(20)
    )
    return membership


def make_teacher(unit_subject, *, verified=True):
    """A staff member who teaches this subject in this unit."""
    membership = make_member(unit_subject.organization, Role.TEACHER, verified=verified)
    Teaching.objects.create(
        organization=unit_subject.organization,
        membership=membership,
        unit_subject=unit_subject,
        starts_on=days_ago(20),
    )
    return membership


def make_learner(unit, *, user=None, **fields):
    account = "learner_accounts" in unit.organization.profile.features
    user = user or PersonFactory(account=account, given_name="Пётр", patronymic="")
    return make_member(unit.organization, Role.LEARNER, unit=unit, user=user, **fields)


def make_small_learner(unit, **names):
    """A learner who has neither e-mail nor phone nor login name."""
    child = PersonFactory(account=False, **({"given_name": "Маша", "patronymic": ""} | names))
    return make_learner(unit, user=child)


def make_card(unit, learner=None):
    """A card for a small learner of the unit, with its secrets (`IssuedCard`)."""
    learner = learner or make_small_learner(unit).user
    (issued,) = issue_cards(unit=unit, learners=[learner], by=make_operator())
    return issued


def restricted(parent, child, basis="решение суда № 2-415/2026"):
    """The link of the two, restricted."""
    link = FamilyLink.objects.get(parent=parent, child=child)
    return restrict_family_link(link=link, by=make_operator(), basis=basis)


def make_parent(child, *, user=None, **fields):
    """A parent of the learner whose membership is ``child``."""
    organization = child.organization
    membership = Membership.objects.filter(
        user=user, organization=organization, role=Role.PARENT
    ).first() or make_member(organization, Role.PARENT, user=user, verified=False, **fields)
    FamilyLink.objects.create(
        organization=organization,
        parent=membership.user,
        child=child.user,
        starts_on=days_ago(10),
    )
    return membership


def make_message(chat, author, text="Здравствуйте!"):
    return Message.objects.create(
        organization=chat.organization,
        chat=chat,
        author=author,
        text=text,
        client_key=uuid.uuid4(),
    )
