"""Papers for tests: an organization whose papers lack nothing, drafts, frozen papers."""

from memberships.models import Membership
from memberships.roles import Role
from regulations import services
from regulations.models import DocumentVersion
from regulations.papers.composing import compose
from regulations.papers.current import current_versions
from regulations.papers.facts import PaperFacts
from regulations.papers.kinds import prepared_kinds
from sferum_portal.lib.russian import CASES
from tests.factories import days_ago, make_operator
from tests.regulations.making import decide, make_ready

ORDER_DAY = days_ago(3).isoformat()
NUMBERS = {
    "usage_order": "101-од",
    "administrator_order": "102-од",
    "distribution_order": "103-од",
    "registration_letter": "55",
}


def make_complete(cast):
    """The cast's organization with all facts, an administrator with post, phone and e-mail."""
    organization = make_ready(cast.ours)
    organization.phone = "+73832001122"
    organization.head_post = "заведующий" if organization.kind == "kindergarten" else "директор"
    organization.save()
    person = cast.administrator
    person.surname, person.given_name, person.patronymic = "Петрова", "Анна", "Сергеевна"
    person.phone = "+79131234567"
    person.save()
    row = Membership.objects.get(user=person, role=Role.ADMINISTRATOR)
    row.post = "Заместитель заведующего по безопасности"
    if organization.kind != "kindergarten":
        row.post = "Специалист по информационным ресурсам"
    row.save()
    return organization


def make_drafts(cast, *, numbered=True):
    """All drafts of a package; with ``numbered`` nothing is missing in them."""
    organization = make_complete(cast)
    operator = make_operator()
    services.prepare_package(organization=organization, by=operator)
    if numbered:
        versions = current_versions(organization)
        decide(versions["regulation"])
        for kind, number in NUMBERS.items():
            facts = {"number": number, "date": ORDER_DAY}
            services.change_paper(version=versions[kind], by=operator, facts=facts)
    return current_versions(organization)


def make_package(cast):
    """All papers of a package, frozen."""
    make_drafts(cast)
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [refusal for _, _, refusal in results if refusal] == []
    return current_versions(cast.ours)


def make_paper(organization, kind="usage_order"):
    """The draft of a paper, made if there is none."""
    known = DocumentVersion.objects.drafts().filter(organization=organization, document__kind=kind)
    return known.first() or services.prepare_paper(
        organization=organization, kind=kind, by=make_operator()
    )


def make_word_forms(organization):
    """Forms of a post that the organization wants otherwise."""
    forms = dict.fromkeys(CASES, "завхоза") | {"nom": "завхоз"}
    return services.keep_forms(
        organization=organization, by=make_operator(), kind="post", forms=forms
    )


def composed(version):
    return compose(version.document.kind, PaperFacts(version.organization, own=version))


def words_of(version):
    """All that stands in a paper, in one line with ordinary spaces."""
    return " ".join(texts(composed(version).paper)).replace("\xa0", " ")


def texts(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for part in node:
            yield from texts(part)


PAPERS = list(prepared_kinds())
