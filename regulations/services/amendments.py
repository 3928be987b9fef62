"""The act of changes: composed by hand, completed change by change, thrown away."""

from dataclasses import replace

from django.db import transaction

from organizations.models import Organization
from regulations import contents
from regulations.amending.applying import (
    CannotApplyError,
    apply_changes,
    branch,
    lines_of,
    with_words,
)
from regulations.amending.changes import ADD, REWORD, WORDS
from regulations.amending.matching import places_of
from regulations.amending.naming import with_marks
from regulations.amending.together import conflict_in, ordered
from regulations.amending.wording import title_of
from regulations.amendments import base_of, changes_of
from regulations.editions import edition_of
from regulations.models import Document, DocumentVersion
from regulations.services.common import PREPARE, locked_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

LONGEST_TITLE = 300
MOST_CHANGES = 200


@transaction.atomic
def create_amendment(
    *, organization, by, act=None, changes=(), from_draft=None, bases=None, begins=None
):
    """A draft of «Изменения в …»; ``act`` (title, order_number, order_date) is one that the portal
    does not hold, without it the regulation in force is changed.

    ``from_draft`` is the draft of the regulation that the changes carry out, ``bases`` the numbers
    of the legal bases that the changed regulation lists, ``begins`` the day that is offered as the
    beginning of the changes. Raises DomainError while no regulation is in force, and for changes
    that it cannot take up.
    """
    require(by, PREPARE, organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    target = _named(act) if act else _own(organization)
    changes = _taken_up(organization, target, changes)
    title = title_of(target["title"])
    document = record(
        Document(
            organization=organization, kind=Document.Kind.AMENDMENT, title=title[:LONGEST_TITLE]
        ),
        by=by,
        reason="Подготовлены изменения",
    )
    data = {"act": target, "changes": [change.as_data() for change in changes]}
    data |= {"from_draft": from_draft.pk} if from_draft else {}
    data |= {"bases": bases} if bases is not None else {}
    data |= {"begins": begins.isoformat()} if begins else {}
    return record(
        DocumentVersion(
            organization=organization, document=document, number=1, created_by=by, data=data
        ),
        by=by,
        reason="Подготовлены изменения",
    )


@transaction.atomic
def set_change(*, version, by, change, place=None):
    """Add one change, or put it in place of that at ``place`` (from 1)."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    changes = changes_of(version)
    change = _with_present_text(version, change)
    if place is None:
        if len(changes) >= MOST_CHANGES:
            raise DomainError(f"В одном акте не больше {MOST_CHANGES} изменений.")
        changes.append(change)
    else:
        _require_place(changes, place)
        changes[place - 1] = change
    changes = _taken_up(version.organization, version.data["act"], changes)
    return _write(version, changes, by, f"Изменение: п. {change.number or 'наименование'}")


@transaction.atomic
def remove_change(*, version, by, place):
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    changes = changes_of(version)
    _require_place(changes, place)
    gone = changes.pop(place - 1)
    return _write(version, changes, by, f"Убрано изменение: п. {gone.number or 'наименование'}")


@transaction.atomic
def discard_amendment(*, version, by):
    """Throw the draft away with its document; the history of both stays."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    document = version.document
    version.approvals.all().delete()
    for row in (version, document):
        row._history_user, row._change_reason = by, "Изменения удалены"
        row.delete()


def _own(organization):
    former = DocumentVersion.objects.in_force().filter(
        organization=organization, document__kind=Document.Kind.REGULATION
    )
    version = former.first()
    if version is None:
        raise DomainError("Действующего положения нет: изменять нечего. Подготовьте проект.")
    edition = edition_of(version)
    number, day = edition.order
    return {
        "title": version.title,
        "order_number": number,
        "order_date": f"{day:%d.%m.%Y}",
        "amended": edition.note,
        "base": version.pk,
    }


def _named(act):
    title = " ".join(act["title"].split())
    if not title:
        raise DomainError("Укажите название акта, в который вносятся изменения.")
    title = title[0].upper() + title[1:]
    date = act.get("order_date")
    return {
        "title": title,
        "order_number": act.get("order_number", "").removeprefix("№").strip(),
        "order_date": f"{date:%d.%m.%Y}" if date else "",
    }


def _with_present_text(version, change):
    """What the portal holds stands in the table of old and new by itself."""
    base = base_of(version)
    if base is None or change.old or change.action == ADD:
        return change
    if not change.number:
        return _with_new_words(replace(change, old=(base.title,)), base.title)
    node = branch(contents.sections(base), change.number)
    if node is None:
        return change
    opening_alone = change.action == WORDS or (change.action == REWORD and len(change.new) == 1)
    lines = (node["text"],) if opening_alone else lines_of(node)
    return _with_new_words(replace(change, old=lines), node["text"])


def _with_new_words(change, text):
    if change.action != WORDS or not places_of(change.was, text):
        return change
    return replace(change, new=(with_words(text, change, ""),))


def _taken_up(organization, act, changes):
    """The changes in the order of the act; what the portal holds, it can try."""
    if "base" not in act:
        _require_no_conflict(changes)
        return ordered(changes)
    base = DocumentVersion.objects.get(organization=organization, pk=act["base"])
    sections = contents.sections(base)

    def text_of(number):
        node = branch(sections, number) if number else {"text": base.title}
        return node and node["text"]

    changes = ordered(with_marks(changes, sections))
    _require_no_conflict(changes, text_of)
    apply_changes(base.title, sections, changes)
    return changes


def _require_no_conflict(changes, *known):
    if sentence := conflict_in(changes, *known):
        raise CannotApplyError(sentence)


def _require_place(changes, place):
    if not 1 <= place <= len(changes):
        raise CannotApplyError("Такого изменения в этом акте уже нет: откройте страницу заново.")


def _write(version, changes, by, reason):
    version.data = version.data | {"changes": [change.as_data() for change in changes]}
    return record(version, by=by, reason=reason, fields=["data"])
