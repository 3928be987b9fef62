"""Facts as placeholders of texts: every name, post and act in its cases; what lacks is noted."""

from organizations.kinds.words import Word
from regulations.acknowledging.people import approvers_of
from regulations.grounds import Kind
from regulations.library.facts import Values
from regulations.library.facts import conditions as conditions_of_kind
from regulations.models import Approval, Document
from regulations.papers import duties, minutes, repealing
from regulations.papers.kinds import all_kinds, questions
from regulations.papers.words import (
    BLANK,
    Blank,
    act,
    day_of,
    is_acting,
    phone_line,
    postal_line,
)
from regulations.templatetags.typography import held
from sferum_portal.lib.russian import phrase_forms

OPERATOR_EMAIL = "info@sferum.ru"
ORDERS = ("usage_order", "administrator_order", "distribution_order")


class PaperValues(Values):
    """The kind's words and all facts; ``missing`` notes what a text asked for in vain.

    ``blanks`` are what a draft shows in the place of such a fact.
    """

    def __init__(self, facts):
        self.blanks = {}
        asked = {key: entry["text"] for key, entry in questions().items()}
        super().__init__(facts.profile, _texts(facts), asked)
        self._put_organization(facts)
        self._put_people(facts)
        self._put_regulation(facts)
        self._put_acts(facts)
        self._put_own(facts)

    def __missing__(self, key):
        fact = key[:1].lower() + key[1:]
        if fact in self.questions and fact not in self:
            self.missing.add(fact)
            blank = self.blanks.get(fact, Blank(BLANK))
            return blank.capitalized if key != fact and isinstance(blank, Word) else blank
        return super().__missing__(key)

    def _put_organization(self, facts):
        organization, speech = facts.organization, facts.speech
        if "full_name" in self:
            self["full_name"] = speech.phrase(self["full_name"])
        if organization.phone:
            self["phone"] = phone_line(organization.phone)
        if organization.address and "settlement" in self:
            self["postal_address"] = postal_line(self["settlement"], organization.address)
        self["operator_email"] = OPERATOR_EMAIL
        self["kind_label"] = facts.profile.label
        names = (
            organization.head_surname,
            organization.head_given_name,
            organization.head_patronymic,
        )
        if all(names[:2]):
            self["head_name"] = speech.name(*names)
            self["head_short"] = speech.short_name(*names)
        if organization.head_post:
            self["head_post"] = speech.post(organization.head_post)
            # «Начальник», «ректор», «заведующая»: the office as this organization calls it. Who
            # only acts for the head leaves the office its common word.
            if not is_acting(organization.head_post):
                self["head"] = self["head_post"]
        self["units_count"] = str(len(facts.distribution))
        self["staff_count"] = str(len(facts.staff))
        if facts.school_year:
            self["school_year"] = facts.school_year.name

    def _put_people(self, facts):
        # Nobody is the substitute of themselves.
        substitute = next((person for person, _ in facts.substitutions), None)
        named = {"administrator": facts.person("administrator"), "substitute": substitute}
        for duty, person in named.items():
            if person:
                user, post, phone, email = person
                names = (user.surname, user.given_name, user.patronymic)
                self[duty] = facts.speech.name(*names)
                self[f"{duty}_short"] = facts.speech.short_name(*names)
                known = {"post": post and facts.speech.post(post), "phone": phone_line(phone)}
                known["email"] = email
                self.update({f"{duty}_{key}": value for key, value in known.items() if value})
        several = len(facts.administrators) > 1
        self["appointed_to"] = "администраторов" if several else "администратора"
        self.blanks["administrator_short"] = Blank(BLANK)

    def _put_regulation(self, facts):
        title = facts.regulation_title or Document.Kind.REGULATION.label
        if facts.regulation_title:
            self["regulation"] = facts.speech.phrase(title)
        self["regulation_kind"] = title.split()[0]
        self["regulation_kind_word"] = facts.speech.phrase(self["regulation_kind"])
        if facts.adoption:
            row = facts.adoption
            self["adopting_body"] = facts.speech.phrase(row.body_name)
            self["adoption"] = act("протокол", row.protocol_number, row.protocol_date)
        self.blanks["adoption"] = act("протокол", "", None)
        self["opinions"] = "".join(
            f", по согласованию с {facts.speech.phrase(row.body_name).ins} "
            f"({act('протокол', row.protocol_number, row.protocol_date)})"
            for row in facts.decisions
            if row.decides == Approval.Decides.AGREES
        )

    def _put_acts(self, facts):
        for kind in ORDERS:
            number, day = facts.act(kind)
            self._put_act(kind, number, day)
        if facts.is_regulation_of_usage_order:
            self._put_act("regulation_order", *facts.act("usage_order"))
        else:
            self._put_act("regulation_order", *facts.act_of_regulation)
        self._put_act("form_order", *facts.act_of_form)
        self["form_annex"] = _annex(2 if facts.has_two_annexes else None)
        if day := facts.act("usage_order")[1]:
            self["effective_from"] = f"{day:%d.%m.%Y}"

    def _put_act(self, key, number, day):
        known = act("приказ", number, day)
        if number and day:
            self[key] = known
        else:
            self.blanks[key] = known

    def _put_own(self, facts):
        said = facts.own.data.get("facts", {}) if facts.own else {}
        if facts.renewed_act:
            self["renewed_order"] = act("приказ", *facts.renewed_act)
            # «Приказ «О назначении …»»: after its number it is named by its title.
            self["renewed_title"] = facts.renewed[2].removeprefix("Приказ")
        if day := day_of(said.get("date")):
            self["own_date"] = f"{day:%d.%m.%Y}"
        self.update(minutes.values_of(said) | repealing.values_of(facts))
        self._put_body(facts)
        self._put_speaker(facts, said)

    def _put_body(self, facts):
        """Whose minutes they are."""
        kind = all_kinds().get(facts.own.document.kind) if facts.own else None
        if kind and kind.body:
            self["deciding_body"] = facts.profile.bodies[kind.body].name
        elif "adopting_body" in self:
            self["deciding_body"] = self["adopting_body"]

    def _put_speaker(self, facts, said):
        if said.get("speaker") in facts.staff:
            user, post = facts.staff[said["speaker"]]
            names = (user.surname, user.given_name, user.patronymic)
            self["speaker"] = facts.speech.short_name(*names)
            if post:
                self["speaker_post"] = facts.speech.post(post)
        elif "head_short" in self:
            self["speaker"] = self["head_short"]
            self["speaker_post"] = self.get("head_post", Blank(BLANK))
        else:
            self["speaker"] = self["speaker_post"] = self["head_name"]  # asks for the head


def conditions(facts, values, kind):
    """The names that hold for ``when`` and ``unless`` of a paper's texts."""
    typed = ("administrator", "substitute", "renewed_order", "former_regulation", "discussion")
    return {
        *conditions_of_kind(facts.profile, {"bodies": facts.bodies, "features": facts.features}),
        *(name for name in typed if name in values),
        *(["laws"] if laws_of(facts, kind) else []),
        *(["agrees"] if kind.body else []),
        *(["several_administrators"] if len(facts.administrators) > 1 else []),
        *_annexes(facts),
        *(
            ["substitute_with_contacts"]
            if "substitute_phone" in values and "substitute_email" in values
            else []
        ),
    }


def _annexes(facts):
    """What the order on the use of the platform approves, and how it cites what it does not."""
    names = {Kind.REGULATION: "regulation_by_this_order", Kind.CONSENT_FORM: "form_by_this_order"}
    found = [names[kind] for kind in facts.approved_by_usage_order]
    regulation = facts.versions.get("regulation")
    if regulation is not None and regulation.data.get("annex"):
        found.append("regulation_is_annex")
    return [*found, "annexes"] if set(found) & set(names.values()) else found


def laws_of(facts, kind):
    """The acts that this kind of paper names in its preamble, as far as they are in force."""
    return [facts.laws[key] for key in kind.entry.get("laws", ()) if key in facts.laws]


def laws_in_cases(facts, kind):
    """«Федеральный закон от … № … «…», …» in the cases."""
    named = [
        (facts.speech.phrase(f"{law.act_kind} {law.issuer}".strip()), law)
        for law in laws_of(facts, kind)
    ]
    cases = ("nom", "gen", "dat", "acc", "ins", "loc")
    return Word(
        {
            case: ", ".join(
                f"{getattr(words, case) if case != 'nom' else words} от {law.date:%d.%m.%Y} "
                f"№ {law.number} «{law.title}»"
                for words, law in named
            )
            for case in cases
        }
    )


def rows_of(name, facts, values):
    """The rows of a table or of lines to sign; a question is noted where there must be some."""
    rows = ROWS[name](facts, values)
    if not rows and name in values.questions:
        values.missing.add(name)
    return [row | {"n": str(number)} for number, row in enumerate(rows, start=1)]


def _distribution(facts, values):
    if not any(names for _, names in facts.distribution):
        return []
    return [
        {"unit": unit, "leaders": ", ".join(names) or "не закреплён"}
        for unit, names in facts.distribution
    ]


def _people(facts, values):
    """Those who are still to acknowledge, where that is known; else everybody who is asked."""
    chosen = facts.own.data.get("facts", {}).get("people") if facts.own else None
    regulation = facts.versions.get(Kind.REGULATION)
    knowing = approvers_of(regulation) if regulation else set()
    return [
        {"name": user.full_name, "post": post}
        for user_id, (user, post) in facts.staff.items()
        if user_id not in knowing and (chosen is None or user_id in chosen)
    ]


def _appointed(facts, values):
    people = [person for _, person in facts.administrators]
    people += [person for person, _ in facts.substitutions]
    # One administrator may be the substitute of another.
    users = {user.pk: user for user, *_ in people}
    return [{"name": str(duties.short(facts, user))} for user in users.values()]


ROWS = {
    "distribution": _distribution,
    "people": _people,
    "appointed": _appointed,
    "administrators": duties.rows_of_administrators,
    "substitutes": duties.rows_of_substitutes,
}


def _texts(facts):
    organization = facts.organization
    named = ("full_name", "short_name", "settlement", "site", "email")
    texts = {name: getattr(organization, name) for name in named}
    texts["consultation_schedule"] = organization.consultation_schedule
    return texts | {"platform": facts.platform, "bodies": facts.bodies}


def _annex(number):
    """«приложение № 2»; the only one has no number."""
    mark = f" № {number}" if number else ""
    return Word({case: held(form + mark) for case, form in phrase_forms("приложение").items()})
