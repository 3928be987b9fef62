"""What lists and pages call the state of a document, in agreement with its name."""

from dataclasses import dataclass

from regulations.papers.kinds import all_kinds
from sferum_portal.lib.russian import agreed


@dataclass(frozen=True)
class Badge:
    label: str
    tone: str = ""
    icon: str = ""


def badge_of(version):
    """The badge of a version of a paper or of the regulation: «действует», «заменена» …

    A sheet, an extract or a letter rules nothing: once frozen it is «зарегистрирован(а)».
    """
    if version.is_draft:
        return Badge("проект", "info", "document")
    kind, name = all_kinds().get(version.document.kind), _name(version)
    if version.is_cancelled:
        return Badge(agreed("cancelled", name), "danger")
    if version.is_coming:
        return Badge(agreed("coming", name), "wait", "clock")
    if not version.is_in_force:
        return Badge(agreed("replaced", name))
    mark = "holds" if kind is None or kind.rules else "registered"
    return Badge(agreed(mark, name), "done", "check")


def unsigned_badge(version):
    """«не подписан»: what it is called, beside its state, until the portal knows a signature."""
    return agreed("unsigned", _name(version))


def _name(version):
    kind = all_kinds().get(version.document.kind)
    return kind.noun if kind else version.title
