"""The legal bases of a draft as its page shows them: its lines, and what the register offers."""

from datetime import date

from regulations.importing.meaning.bases import comparable
from regulations.models import LegalBasis
from sferum_portal.lib.text import search_form


def lines_of(version):
    """The lines of a version in their order, with their acts and what replaced those."""
    return version.bases.select_related("basis__replaced_by").order_by("position")


def offers_for(version, words=""):
    """The acts of the register that the version does not list: those in force first.

    With ``words`` those whose name, number, date and title have all of them.
    """
    listed = set(version.bases.values_list("basis_id", flat=True))
    wanted = search_form(words).split()
    found = [
        act
        for act in LegalBasis.objects.select_related("replaced_by")
        if act.pk not in listed and all(word in search_form(act.line) for word in wanted)
    ]
    return sorted(found, key=lambda act: act.status != LegalBasis.Status.IN_FORCE)


def known_act(register, number, day):
    """The act of the register (`by_number`) that a text means; None for another one."""
    act = register.get(comparable(number or ""))
    return act if act and day in (None, act.date) else None


def by_number():
    return {comparable(act.number): act for act in LegalBasis.objects.all()}


def unknown_acts(version):
    """The acts that an imported text names and the register still lacks, as it has named them."""
    named = version.data.get("imported", {}).get("bases", ())
    if not named:
        return []
    register = by_number()
    return [
        row for row in map(_named, named) if not known_act(register, row["number"], row["date"])
    ]


def _named(row):
    return row | {"date": date.fromisoformat(row["date"]) if row["date"] else None}
