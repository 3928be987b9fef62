"""The database repeats the rules of signatures."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint

from regulations import services
from regulations.models import Signature
from tests.regulations.making import make_signature

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def copy_of(row, **changes):
    row = Signature.objects.get(pk=row.pk)
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def simple(cast, version, **changes):
    row = services.sign_simply(version=version, by=cast.head)
    return copy_of(row, **({"signed_by": cast.administrator, "key": "0" * 32} | changes))


def qualified(version, **changes):
    return copy_of(make_signature(version), file_sha256="0" * 64, **changes)


#: Constraint → a row that breaks it and no other rule.
BREAKS = {
    "one_simple_signature_of_a_person": lambda cast, version: simple(
        cast, version, signed_by=cast.head
    ),
    "one_signature_file_once_for_a_version": lambda cast, version: copy_of(make_signature(version)),
    "signature_kind_is_known": lambda cast, version: qualified(version, kind="strong"),
    "signing_time_source_is_known": lambda cast, version: qualified(version, time_source="sun"),
    "signature_form_is_known": lambda cast, version: qualified(version, form="wax"),
    "signature_verdict_is_known": lambda cast, version: qualified(version, verdict="fine"),
    "signature_withdrawn_as_a_whole": lambda cast, version: qualified(
        version, withdrawal_reason="ошибка"
    ),
    "signature_has_its_owner_and_copy": lambda cast, version: qualified(version, owner=""),
    "signing_time_known_as_a_whole": lambda cast, version: qualified(version, signed_at=None),
    "signature_is_wholly_of_its_kind": lambda cast, version: qualified(version, serial=""),
}


def constraints():
    return {constraint.name: constraint for constraint in Signature._meta.constraints}


def test_every_constraint_has_a_row_that_breaks_it():
    assert set(BREAKS) == set(constraints())


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(cast, approved, name):
    row = BREAKS[name](cast, approved)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()
    if connection.vendor == "postgresql" or not isinstance(constraints()[name], UniqueConstraint):
        assert name in str(refusal.value)


@pytest.mark.parametrize(
    "changes",
    [{"signed_by": None}, {"key": None}, {"verdict": "trusted"}, {"serial": "01"}],
    ids=str,
)
def test_a_simple_signature_is_nothing_else(cast, approved, changes):
    row = simple(cast, approved, **changes)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save()
    assert "signature_is_wholly_of_its_kind" in str(refusal.value)


def test_a_key_stands_for_one_signature(cast, approved):
    row = services.sign_simply(version=approved, by=cast.head)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(row, signed_by=cast.administrator).save()
