"""Acts of annulled links become documents; nobody's verb, but what follows from the annulment."""

from django.utils import timezone

from invitations.models import AnnulmentAct
from organizations.models import Organization
from regulations import files
from regulations.models import Document, DocumentVersion
from regulations.papers.annulment import KIND, paper_of
from regulations.papers.kinds import all_kinds
from regulations.papers.printing import full_title, render_paper
from regulations.printing import one_line
from sferum_portal.lib.codes import make_code
from sferum_portal.lib.history import record


def acts_without_paper():
    """The ids of acts whose papers were not made: the process that should was stopped."""
    return list(AnnulmentAct.objects.filter(paper=None).order_by("pk").values_list("pk", flat=True))


def register_annulment_act(act_id):
    """The act as a frozen paper with code and file; the one that there is, where it was made."""
    act = AnnulmentAct.objects.select_related("made_by").get(pk=act_id)
    with files.all_or_nothing() as written:
        organization = Organization.objects.select_for_update(no_key=True).get(
            pk=act.organization_id
        )
        if made := DocumentVersion.objects.filter(annulment_act=act).first():
            return made
        return _freeze(organization, act, written)


def _freeze(organization, act, written):
    by, paper = act.made_by, paper_of(act)
    title = f"{all_kinds()[KIND].label_for(organization)} № {act.number} от {act.made_on:%d.%m.%Y}"
    document = record(Document(organization=organization, kind=KIND, title=title), by=by)
    version = DocumentVersion(
        organization=organization,
        document=document,
        number=1,
        created_by=by,
        annulment_act=act,
        title=full_title(paper),
        organization_full_name=one_line(act.facts["full_name"]),
        organization_short_name=one_line(act.facts["short_name"]),
        settlement=one_line(act.facts["settlement"]),
        head_post=paper["signature"]["post"],
        head_name=one_line(act.facts["head"]),
        order_number=str(act.number),
        order_date=act.made_on,
        effective_from=act.made_on,
        verify_code=make_code(),
        data={"paper": paper},
        status=DocumentVersion.Status.APPROVED,
        approved_by=by,
        approved_at=timezone.now(),
    )
    written.append(files.store(version, render_paper(paper, code=version.verify_code)))
    return record(version, by=by, reason="Составлен с аннулированием ссылок")
