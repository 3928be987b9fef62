"""What keeps a document of a package from being approved, by itself or for another's sake."""

from regulations.checking import findings_of
from regulations.facts import Question, missing_approvals, missing_facts, text_questions
from regulations.papers.kinds import all_kinds, questions

#: The order rests on the protocol and approves the regulation and the form: all of them, or none.
BOUND = ("usage_order", "regulation", "consent_form")
NO_ORDER = "Положение утверждает приказ об использовании платформы: подготовьте его."
#: Where a reason to go on in spite of findings is given.
APPROVE_PAGE = "approve"


def open_in_regulation(code, facts):
    """What the order that approves the regulation waits for, since the regulation lacks it."""
    draft = facts.versions.get("regulation")
    if code != "usage_order" or (draft and not draft.is_draft):
        return []
    if draft is None:
        return [Question("regulation", questions()["regulation"]["text"])]
    return missing_facts(draft) + missing_approvals(draft)


def questions_of_regulation(version, facts):
    """``(questions, gaps)`` of its draft; with ``gaps`` it cannot even be printed."""
    gaps = tuple(missing_facts(version))
    found = [*gaps, *missing_approvals(version), *text_questions(version)]
    return (*found, *_of_its_order(facts), *([] if gaps else _findings(version))), gaps


def _of_its_order(facts):
    if facts.versions.get("usage_order") is None:
        return [Question("regulation_order", NO_ORDER, "usage_order")]
    return []


def _findings(version):
    """The check's findings that need a reason, as one question."""
    found = [finding for finding in findings_of(version) if not finding.stops]
    if not found:
        return []
    more = f" И ещё замечаний: {len(found) - 1}." if len(found) > 1 else ""
    return [Question("findings", f"Проверка нашла замечание. {found[0].line}{more}", APPROVE_PAGE)]


def waiting(drafts, open_kinds):
    """``{kind: kind it waits for}`` of those that name one that is not ready, through any other."""
    waits, stuck = {}, set(open_kinds)
    while True:
        found = {
            kind: next(named for named in _needed(kind, drafts) if named in stuck)
            for kind in drafts
            if kind not in stuck and stuck.intersection(_needed(kind, drafts))
        }
        if not found:
            return waits
        waits |= found
        stuck |= set(found)


def _needed(kind, drafts):
    """The drafts that must be frozen with this one, or before."""
    kinds = all_kinds()
    extracts = [code for code, each in kinds.items() if each.act == "protocol"]
    bound = (*extracts, *BOUND)
    if "usage_order" not in drafts or kind not in bound:
        bound = ()
    after = kinds[kind].after if kind in kinds else ()
    return [named for named in (*after, *bound) if named in drafts and named != kind]
