"""What the check before approval will say of an imported text, told as soon as it is read."""

from types import SimpleNamespace

from regulations.checking.texts import MOST_OF_A_KIND, written_for_others
from regulations.checking.words import repealed_acts
from regulations.importing.places import Doubts, parts, texts_of
from regulations.models import LegalBasis


def doubt_findings(imported, register, organization):
    """Doubts of a reader's page only: in a draft the check itself finds them, in its words."""
    places = list(parts(imported.sections))
    paper = [_as_paper(at, texts) for at, (_, texts) in enumerate(texts_of(imported.sections))]
    repealed = [
        act
        for acts in register.values()
        for act in acts
        if act.status != LegalBasis.Status.IN_FORCE
    ]
    found = [(at, "", _no_longer(act)) for at, act in repealed_acts(paper, repealed)]
    found = found[:MOST_OF_A_KIND]
    found += [(at, "", _sentence(text)) for at, text in written_for_others(organization, paper)]
    doubts = Doubts()
    for at, shown, why in dict.fromkeys(found):
        doubts.add(places[at], shown, why)
    doubts.tell(imported.sections, imported.notes)


def _no_longer(act):
    heir = f" Его заменяет {act.replaced_by}." if act.replaced_by else ""
    return f"Назван акт, который больше не действует: {act}.{heir}"


def _as_paper(at, texts):
    """A place as the check reads it, with its count for its number."""
    head, *others = texts
    parts_of = [SimpleNamespace(number=at, key="", text=text) for text in others]
    clause = SimpleNamespace(number=at, key="", text=head, subclauses=parts_of)
    return SimpleNamespace(number=at, key="", title="", clauses=[clause])


def _sentence(text):
    return text[:1].upper() + text[1:]
