"""The parents in a learner's row: a column for each attribute, or everything in one cell."""

from memberships.roster.dictionary import OWNERS
from memberships.roster.private import is_private
from memberships.roster.rows import ParentRow
from memberships.roster.values.contacts import read_emails, read_phones
from memberships.roster.values.people import Found, read_people, relation_in
from sferum_portal.lib.text import search_form

_LONGEST_RELATION = 50
_PARTS = ("surname", "given_name", "patronymic")


def read_parents(cells):
    """:class:`ParentRow` of all whose name can be read; of the others the row gets a note.

    Columns of mother, father and guardian may all be filled, so that there may be more than two.
    """
    found = []
    for slot in cells.columns.parents:
        found += _in_slot(cells, slot)
    together = [person for text in cells.texts("parents_full_name") for person in read_people(text)]
    found += _with_contacts(cells, "parents", together)
    return _without_repeats(filter(None, (_row(cells, person) for person in found)))


def _in_slot(cells, slot):
    text = cells.text(f"{slot}_full_name")
    if text:
        people = read_people(text)
    elif any(cells.text(f"{slot}_{part}") for part in _PARTS):
        people = [Found(cells.name(f"{slot}_"))]
    else:
        people = []
    relation = _relation(cells, slot)
    for person in people:
        person.relation = person.relation or relation
    return _with_contacts(cells, slot, people)


def _relation(cells, slot):
    if slot in OWNERS:
        return OWNERS[slot].relation
    # What is written there in other words than ours is kept in the sender's.
    text = cells.text(f"{slot}_relation").casefold()
    return relation_in(text) or ("" if is_private(text) else text[:_LONGEST_RELATION])


def _with_contacts(cells, slot, people):
    """Phones and addresses that have a cell of their own go to whom they certainly belong."""
    named = sum(bool(person.name.given_name) for person in people)
    if not named:
        if any(cells.text(f"{slot}_{name}") for name in ("full_name", "phone", "email")):
            cells.note("Имя родителя не прочитано: родитель пропущен.")
        return []
    if phones := _several(cells, f"{slot}_phone", read_phones, named):
        for person, phone in zip(people, phones, strict=False):
            person.phones = person.phones or [phone]
    if emails := _several(cells, f"{slot}_email", read_emails, named):
        for person, email in zip(people, emails, strict=False):
            person.email = person.email or email
    return people


def _several(cells, name, read, people):
    if people == 1:
        contact = cells.phone(name) if read is read_phones else cells.email(name)
        return [contact] if contact else []
    contacts = read(cells.value(name))
    if not contacts and cells.text(name):
        cells.note("Телефон или почта родителей не прочитаны и пропущены.")
    if contacts and len(contacts) != people:
        # A wrong person would get letters about the child.
        cells.note("Неясно, кому из родителей принадлежит телефон или почта: пропущены.")
        return []
    return contacts


def _row(cells, person):
    if not person.name.surname or not person.name.given_name or len(str(person.name)) > 200:
        cells.note("У родителя нет фамилии или имени: родитель пропущен.")
        return None
    if person.name.is_initials:
        cells.note("Вместо имени родителя инициалы.")
    phone = next(iter(person.phones), None)
    return ParentRow(*person.name, phone=phone, email=person.email, relation=person.relation)


def _without_repeats(rows):
    first = {}
    for row in rows:
        first.setdefault(search_form(f"{row.surname} {row.given_name} {row.patronymic}"), row)
    return tuple(first.values())
