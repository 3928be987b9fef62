"""What a draft needs to know of its organization, and what nobody has said yet."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from organizations.strategy import Ruling, Strategy
from regulations import contents, library
from sferum_portal.lib.errors import DomainError

#: Asked for the head of the document; the clauses' own questions stand in the library.
HEADING = {
    "short_name": "Как называется организация сокращённо, по уставу?",
    "settlement": "В каком населённом пункте находится организация (например, г. Заречный)?",
    "head_post": "Как называется должность руководителя?",
    "head_name": "Как зовут руководителя?",
}
BODY_QUESTION = "Какие номер и дата у протокола ({body}) с решением о положении?"
#: Where an answer is given.
FACTS_FORM, APPROVALS_FORM, EDITOR = "facts", "approvals", "edit"
#: What is wrong with a text, by the kind of `library.Fault`.
FAULTS = {
    "reference": "В п. {number} ссылка на пункт, которого в документе нет: исправьте её.",
    "placeholder": "В п. {number} вставка {{{name}}} ничего не значит: замените её словами.",
    "braces": "В п. {number} фигурная скобка без пары: уберите её.",
    "empty": "В разделе «{name}» нет ни одного пункта: добавьте пункт или удалите раздел.",
}


@dataclass(frozen=True)
class Question:
    """A missing fact: its key, the question in Russian, and the form that takes the answer."""

    key: str
    text: str
    where: str = FACTS_FORM
    clause: str = ""  # the key of the clause to correct in the editor


class MissingFactsError(DomainError):
    """The document cannot be printed before ``questions`` are answered."""

    def __init__(self, questions):
        self.questions = questions
        asked = " ".join(question.text for question in questions)
        super().__init__(f"Не хватает сведений. {asked}")


def facts_of(version, day=None):
    """The facts of the organization as the library takes them, the platform that of ``day``."""
    organization = version.organization
    platform = organization.platform_on(day or timezone.localdate())
    strategy = Strategy(organization)
    return {
        "act": version.act,
        "features": version.features,
        "full_name": organization.full_name,
        "platform": platform.name if platform else "",
        "site": organization.site,
        "email": organization.email,
        "consultation_schedule": organization.consultation_schedule,
        "bodies": known_bodies(organization),
        "ejournal": organization.ejournal or ("" if version.without_ejournal else None),
        "leaders_decide": organization.leaders_decide,
        "decision_days": organization.decision_days,
        "longest_link_days": organization.longest_link_days,
        "legal_bases": [row.basis.line for row in version.bases.select_related("basis")],
        "chat_rules": {
            code: {
                "allowed": strategy.creators(code),
                "on_request": strategy.creators(code, Ruling.ON_REQUEST),
            }
            for code in strategy.kinds
        },
    }


def missing_facts(version, facts=None):
    """The questions to answer before the draft can be printed; empty when nothing is missing."""
    organization = version.organization
    known = {
        "short_name": organization.short_name,
        "settlement": organization.settlement,
        "head_post": organization.head_post,
        "head_name": organization.head_initials_first,
    }
    asked = [Question(key, text) for key, text in HEADING.items() if not known[key].strip()]
    asked += [
        Question(fact.key, fact.question)
        for fact in library.required_facts(
            organization.profile,
            facts or facts_of(version),
            contents.draft_entries(version),
        )
    ]
    return asked


def text_questions(version):
    """A question for everything in a draft's text that cannot be printed as it stands."""
    written = library.write(
        version.organization.profile, facts_of(version), contents.draft_entries(version)
    )
    return [question_of(fault) for fault in written.faults]


def question_of(fault):
    """What to put right, for a `library.Fault`."""
    text = FAULTS[fault.kind].format(number=fault.number, name=fault.name)
    return Question(f"text_{fault.kind}", text, EDITOR, fault.key)


def asks_bodies(version):
    """Whether the organization's bodies must decide before the head does.

    Of an act that the portal does not hold nobody has told it who adopts it: decisions on its
    changes may be recorded, none is asked for.
    """
    act = version.data.get("act")
    return act is None or act.get("base") is not None


def missing_approvals(version):
    """A question for each body of the organization whose decision is asked for and not recorded."""
    if not asks_bodies(version):
        return []
    decided = set(version.approvals.values_list("body", flat=True))
    bodies = version.organization.profile.bodies
    return [
        Question(f"approval_{code}", BODY_QUESTION.format(body=bodies[code].name), APPROVALS_FORM)
        for code in known_bodies(version.organization)
        if code not in decided
    ]


def unasked_councils(organization):
    """The bodies whose opinion the law wants, of which nobody has said whether they exist."""
    known = {*organization.bodies, *organization.absent_bodies}
    bodies = organization.profile.bodies.values()
    return [body for body in bodies if body.opinion == "asked" and body.code not in known]


def absent_councils(organization):
    """``[(body, who said that there is none, day)]``"""
    bodies = organization.profile.bodies
    return [
        (bodies[code], answer["by"], date.fromisoformat(answer["on"]))
        for code, answer in organization.absent_bodies.items()
        if code in bodies
    ]


def known_bodies(organization):
    """Codes of the organization's bodies, those that adopt first."""
    bodies = organization.profile.bodies
    known = [code for code in bodies if code in organization.bodies]
    return sorted(known, key=lambda code: bodies[code].decides)
