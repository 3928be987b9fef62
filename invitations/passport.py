"""What became of a link: who came through it, how fast, with what result, and what looks odd."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from invitations import alarms
from invitations.facts import facts_of
from invitations.models import Invitation
from invitations.succession import newest_of
from memberships.models import JoinRequest
from memberships.states import state_of
from sferum_portal.lib.text import counted, plural

HOUR, DAY = 60, 24 * 60
Status = JoinRequest.Status
RESULTS = {
    "waiting": "ждут решения",
    "held": "удержаны",
    Status.APPROVED: "приняты",
    Status.REJECTED: "отклонены",
    Status.WITHDRAWN: "отозваны",
}


@dataclass(frozen=True)
class Passport:
    """``rows`` are the uses in their order, for `sferum_portal.lib.pages.page_of`."""

    invitation: Invitation
    rows: object
    pace: str
    results: list
    alarms: list

    @property
    def chain(self):
        """The link before and the one after, where it was issued anew."""
        after = Invitation.objects.filter(replaces=self.invitation).first()
        return self.invitation.replaces, after


def passport_of(invitation):
    rows = invitation.redemptions.select_related(
        "user", "join_request__organization", "join_request__membership"
    ).order_by("created_at", "pk")
    times, results = [], Counter()
    came = invitation.redemptions.select_related("join_request")
    again = newest_of(came.values_list("join_request", flat=True))
    for use in came:
        request = again.get(use.join_request_id, use.join_request)
        times.append(timezone.localtime(use.created_at))
        results["held" if request.is_held else request.status] += 1
    results["waiting"] = results.pop(Status.PENDING, 0)
    (facts,) = facts_of([invitation])
    return Passport(
        invitation,
        rows,
        pace(times),
        [f"{word}: {results[key]}" for key, word in RESULTS.items() if results[key]],
        alarms.raised(*facts),
    )


def with_alarms(invitations):
    """The same links, each with its ``alarms``: a fixed number of queries for all of them."""
    for invitation, facts in zip(invitations, facts_of(invitations), strict=True):
        invitation.alarms = alarms.raised(*facts)
    return invitations


def with_results(uses):
    """The same uses, each with its newest request and that one's ``result``."""
    uses = list(uses)
    again = newest_of([use.join_request_id for use in uses])
    for use in uses:
        former, use.join_request = (
            use.join_request,
            again.get(use.join_request_id, use.join_request),
        )
        use.result = result_of(use.join_request)
        if use.join_request != former:
            use.result = f"подана снова: {use.result[0].lower()}{use.result[1:]}"
    return uses


def result_of(join_request):
    """In the words of every list, and that it is held."""
    if join_request.is_held:
        return "удержана: ссылка на карантине"
    return state_of(join_request).label


def pace(times):
    """«27 человек за 14 минут, чаще всего в минуту: 6»; empty where nobody came."""
    if not times:
        return ""
    people = counted(len(times), "человек", "человека", "человек")
    if len(times) == 1:
        return f"{people}, {times[0]:%d.%m.%Y в %H:%M}"
    minutes = [time.replace(second=0, microsecond=0) for time in times]
    most = max(Counter(minutes).values())
    span = int((max(times) - min(times)).total_seconds() // 60)
    return f"{people} за {_span(span)}, чаще всего в минуту: {most}"


def _span(minutes):
    if minutes < 1:
        return "одну минуту"
    if minutes < 2 * HOUR:
        return f"{counted(minutes, 'минуту', 'минуты', 'минут')}"
    if minutes < 2 * DAY:
        return counted(minutes // HOUR, "час", "часа", "часов")
    return counted(minutes // DAY, "день", "дня", "дней")


def quarantined_text(held):
    """«Ссылка на карантине, удержано 3 заявки.»"""
    if not held:
        return "Ссылка на карантине. Заявок, которые ждут решения, по ней нет."
    verb = plural(held, "удержана", "удержано", "удержано")
    return f"Ссылка на карантине, {verb} {counted(held, 'заявка', 'заявки', 'заявок')}."


def lifted_text(released):
    """«Карантин снят, в очередь вернулось 3 заявки.»"""
    if not released:
        return "Карантин снят. Удержанных заявок не было."
    verb = plural(released, "вернулась", "вернулось", "вернулось")
    number = counted(released, "заявка", "заявки", "заявок")
    return f"Карантин снят, в очередь {verb} {number}."
