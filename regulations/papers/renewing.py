"""Whether the act that puts a renewed paper into force may still do so."""

from regulations.facts import Question

USED = (
    "Приказом от {date:%d.%m.%Y} № {number} утверждена прежняя редакция: другой текст утверждает "
    "новый приказ. Подготовьте и зарегистрируйте его, потом этот документ."
)
OLDER = (
    "Приказ от {date:%d.%m.%Y} № {number} старше того, которым утверждена прежняя редакция "
    "({former:%d.%m.%Y}): новую утверждает более поздний приказ."
)
#: The way is the list of documents, where a new order is begun.
WHERE = "documents"


def objections(kind, facts):
    """Why the order of today cannot approve the next version of a paper that rules, as questions.

    What an order has approved stays what it has approved: a second text under its number and date
    would make the first one void from its first day.
    """
    own = facts.own
    if not (kind.rules and kind.is_renewed_as_version) or own is None or own.number == 1:
        return []
    number, date = facts.act(kind.act)
    formers = own.document.versions.frozen().values_list("order_number", "order_date")
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
