"""The legal bases of a draft as its page shows them: its lines, and what the register offers."""

from collections import defaultdict
from datetime import date

from regulations.importing.meaning.acts import bare, comparable, is_distinctive
from regulations.importing.meaning.bases import bases_in
from regulations.importing.places import Doubts, texts_of
from regulations.importing.result import Basis
from regulations.models import LegalBasis
from sferum_portal.lib.text import search_form

_AMENDS = "о внесении изменени"


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


def known_act(register, named):
    """The act of the register (`by_number`) that a text means with a `Basis`; None for another one.

    Another date is a slip where number and kind leave no doubt: «распоряжение № Р-210».
    """
    if not named.number:
        return None
    acts = register[comparable(named.number)]
    if same := next((act for act in acts if named.date == act.date), None):
        return same
    slip = named.date is None or is_distinctive(bare(named.number))
    acts = [act for act in acts if slip and _may_be(act, named)]
    return acts[0] if len(acts) == 1 else None


def _may_be(act, named):
    kinds = {act.act_kind.casefold(), (named.kind or act.act_kind).casefold()}
    titles = (act.title, named.title or act.title)
    amends = {title.casefold().startswith(_AMENDS) for title in titles}
    return len(kinds) == len(amends) == 1


def by_number():
    """Number → the acts of the register that bear it."""
    found = defaultdict(list)
    for act in LegalBasis.objects.select_related("replaced_by"):
        found[comparable(act.number)].append(act)
    return found


def doubt_dates(imported, register):
    """Doubts where an act of the register bears another date in the text."""
    doubts = Doubts()
    for place, texts in texts_of(imported.sections):
        for named in bases_in(texts):
            act = known_act(register, named)
            if act and named.date not in (None, act.date):
                doubts.add(place, f"{named.date:%d.%m.%Y} № {named.number}", other_date(act))
    doubts.tell(imported.sections, imported.notes)


def other_date(act):
    return f"Похоже, это {act}; дата в тексте другая."


def unknown_acts(version):
    """The acts that an imported text names and the register still lacks, as it has named them."""
    named = version.data.get("imported", {}).get("bases", ())
    if not named:
        return []
    register = by_number()
    return [act for act in map(_named, named) if not known_act(register, act)]


def _named(row):
    day = date.fromisoformat(row["date"]) if row["date"] else None
    # A draft of an earlier portal does not know the kinds of its acts.
    return Basis(row["number"], day, row["title"], row.get("kind", ""))
