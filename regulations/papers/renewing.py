"""Whether an order may approve a renewed paper, and whether it may leave another one behind."""

from regulations.facts import Question
from regulations.grounds import APPROVED_BY_IT, Kind, approves, fallen_orders, ground_of

USED = (
    "Приказом от {date:%d.%m.%Y} № {number} утверждена прежняя редакция: другой текст утверждает "
    "новый приказ. Подготовьте и зарегистрируйте его, потом этот документ."
)
OTHER = (
    "Приказ от {date:%d.%m.%Y} № {number} этого документа не утверждает: его утверждает новый "
    "приказ. Подготовьте и зарегистрируйте его, потом этот документ."
)
OLDER = (
    "Приказ от {date:%d.%m.%Y} № {number} старше того, которым утверждена прежняя редакция "
    "({former:%d.%m.%Y}): новую утверждает более поздний приказ."
)
#: By the kind of what the fallen order approved.
FALLEN = {
    Kind.REGULATION: (
        "Действующее положение утверждено приказом от {date:%d.%m.%Y} № {number}, {how}. "
        "Подготовьте новую редакцию положения: её утвердит этот приказ."
    ),
    Kind.CONSENT_FORM: (
        "Действующая форма согласия утверждена приказом от {date:%d.%m.%Y} № {number}, {how}. "
        "Подготовьте новую форму согласия: её утвердит этот приказ."
    ),
}
REPEALED_HERE, CANCELLED, REPEALED = (
    "который этот приказ признаёт утратившим силу",
    "который отменён",
    "который утратил силу",
)
#: The ways: the list of documents, where a new paper is begun; the page of the regulation.
WHERE, REGULATION_PAGE = "documents", "regulation_page"


def objections(kind, facts):
    """Why a paper that rules cannot be put into force beside the orders of today, as questions."""
    if facts.own is None:
        return []
    if kind.code == Kind.USAGE_ORDER:
        return _left_behind(facts)
    if kind.rules and kind.is_renewed_as_version:
        return _of_its_order(kind, facts)
    return []


def _left_behind(facts):
    """An order neither cites nor leaves in force what rests on an order that falls.

    It may be frozen together with the draft of the next text alone, which it then approves.
    """
    fallen = fallen_orders(facts.organization)
    for code in APPROVED_BY_IT:
        version = facts.versions.get(code)
        if version is None or version.is_draft:
            continue
        act = number, date = ground_of(version)
        if act == facts.renewed_act:
            how = REPEALED_HERE
        elif act in fallen:
            how = CANCELLED if fallen[act].is_cancelled else REPEALED
        else:
            continue
        text = FALLEN[code].format(number=number, date=date, how=how)
        where = REGULATION_PAGE if code == Kind.REGULATION else WHERE
        yield Question(f"fallen_ground_{code}", text, where)


def _of_its_order(kind, facts):
    """What an order has approved stays what it has approved: a second text under its number and
    date would make the first one void from its first day.
    """
    number, date = facts.act(kind.act)
    order = facts.versions.get(kind.act)
    if order is not None and not order.is_draft and not approves(order, kind.code):
        return [Question("used_order", OTHER.format(date=date, number=number), WHERE)]
    if facts.own.number == 1:
        return []
    formers = facts.own.document.versions.frozen().values_list("order_number", "order_date")
    former_acts = set(formers.order_by())
    if not (former_acts and number and date):
        return []
    latest = max(day for _, day in former_acts)
    if (number, date) in former_acts:
        text = USED.format(date=date, number=number)
    elif date < latest:
        text = OLDER.format(date=date, number=number, former=latest)
    else:
        return []
    return [Question("used_order", text, WHERE)]
