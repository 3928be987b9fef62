"""What the start page of an organization shows to whom."""

from django.urls import reverse

from chats.cards import Cards
from chats.queries import own_chats
from memberships.models import JoinRequest
from memberships.page_rights import PageRights
from memberships.queries import children_of, requests_to_decide
from memberships.roles import role_label
from memberships.standing import Standing
from organizations.models import Organization, Unit
from sferum_portal.lib.text import plural
from sferum_portal.templatetags.portal import age

#: So many taught units are shown with all their cards; the others are links to their pages.
FULL_CARDS = 2
LATEST_CHATS = 6


def waiting_requests(user, organization):
    """How many join requests wait and how old the oldest is; None for who may not see them."""
    standing = Standing(user, organization)
    if not user.has_perm("organizations.list_joinrequests", organization):
        return _waiting_families(standing)
    rows = JoinRequest.objects.filter(organization=organization)
    others = Organization.objects.visible_to(user).exclude(pk=organization.pk)
    url = queue_url(organization, narrowed=others.exists())
    if user.has_perm("organizations.decide_joinrequests", organization):
        return _waiting(rows.waiting().not_of(user), organization, url, decides=True)
    late = rows.overdue([organization])
    if late.exists():
        # Who only looks is to look at what takes too long.
        separator = "&" if "?" in url else "?"
        return _waiting(late, organization, f"{url}{separator}status=overdue", late=True)
    return _waiting(rows.waiting(), organization, url)


def _waiting_families(standing):
    """Whoever leads a unit decides its families' requests, if the organization says so."""
    organization = standing.organization
    if not (organization.leaders_decide and standing.led_in_confirmed_role):
        return None
    url = reverse("memberships:request_list", args=[organization.slug])
    return _waiting(requests_to_decide(standing).waiting(), organization, url, decides=True)


def _waiting(rows, organization, url, decides=False, late=False):
    count = rows.count()
    oldest = rows.oldest_first().values_list("created_at", flat=True).first()
    overdue = late or (decides and rows.overdue([organization]).exists())
    phrases = (
        ("заявка просрочена", "заявки просрочены", "заявок просрочено")
        if late
        else ("заявка ждёт решения", "заявки ждут решения", "заявок ждут решения")
    )
    return {
        "decides": decides,
        "title": "Сегодня ждут от вас" if decides else "Ждут администратора",
        "url_label": "Рассмотреть заявки" if decides else "Посмотреть заявки",
        "count": count,
        "phrase": plural(count, *phrases),
        "oldest": f"Самая давняя: {age(oldest)}" if oldest else "",
        "late": overdue,
        "url": url,
    }


def queue_url(organization, narrowed):
    """The queue in the admin; ``narrowed`` to the organization for who works in several."""
    url = reverse("admin:memberships_joinrequest_changelist")
    return f"{url}?organization={organization.pk}" if narrowed else url


class StartPage:
    """The panels of one person in one organization, in a fixed number of queries."""

    def __init__(self, user, organization):
        self.user, self.organization = user, organization
        self.rights = PageRights(user, organization)
        self.standing = self.rights.standing
        # Also those of a coming year: in August their people are invited.
        mine = Unit.objects.not_over().filter(organization=organization)
        led, taught = self.standing.led_units, self.standing.taught_units - self.standing.led_units
        self.led = list(mine.filter(pk__in=led))
        taught_units = list(mine.filter(pk__in=taught))
        excepted = self.rights.excepted_units - led - taught
        taught_units += list(mine.filter(pk__in=excepted))
        self.shown = self.led + ([] if self.led else taught_units[:FULL_CARDS])
        self.taught = [
            (unit, self._titled(unit)) for unit in taught_units if unit not in self.shown
        ]
        self.cards = Cards(self.rights, self.shown)

    def roles(self):
        return list(
            dict.fromkeys(
                role_label(self.organization, row.role) for row in self.standing.memberships
            )
        )

    def is_family(self):
        return not self.standing.is_staff

    def unverified(self):
        """Whether a staff role of the person still waits for its confirmation."""
        return self.standing.is_staff and not self.standing.verified_roles

    def units(self):
        """The class cards: ``[{unit, label, cards, counts, leaders}]``."""
        if not self.standing.is_staff:
            return []
        facts = self.cards.facts
        return [
            {
                "unit": unit,
                "label": self.organization.profile.units[unit.kind].label,
                "cards": self.cards.for_unit(unit),
                "counts": [
                    facts.learners_text(unit.pk, listed=True),
                    facts.parents_text(unit.pk),
                ],
                "leaders": facts.leaders.get(unit.pk, []),
            }
            for unit in self.shown
        ]

    def organization_cards(self):
        """Chats of the whole organization that exist for the person or may be created."""
        return self.cards.for_organization(only_possible=True) if self.standing.is_staff else []

    def _titled(self, unit):
        """«Класс 5А»: beside the unit's mark, which says the name alone."""
        return f"{self.organization.profile.units[unit.kind].label} {unit.dated_name}"

    def chats(self):
        return list(own_chats(self.standing)[:LATEST_CHATS])

    def children(self):
        """A parent's children here with their units: ``[(child, unit, its title)]``."""
        found = children_of(self.standing) if self.standing.children else []
        return [(child, unit, self._titled(unit)) for child, unit in found]

    def is_restricted(self):
        """Whether the person is told to ask the administrator why a child is not shown."""
        return self.standing.is_restricted
