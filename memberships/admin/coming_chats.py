"""Which chats the strategy would make with new units: said before they are entered."""

from django.urls import reverse

from organizations.strategy import Strategy

#: More would hide the comparison itself.
MOST_NAMED = 12


def coming_chats(organization, unit_names):
    """``{titles, more, strategy_url}`` for units of these names; ``titles`` is empty where the
    strategy makes none.
    """
    kinds = Strategy(organization).automatic
    titles = [kind.title_for(unit_name=name) for name in unit_names for kind in kinds]
    return {
        "titles": titles[:MOST_NAMED],
        "more": max(0, len(titles) - MOST_NAMED),
        "strategy_url": reverse("admin:organizations_chatrule_strategy", args=[organization.pk]),
    }


def coming_kinds(organization):
    """«С каждым появятся чаты: класс — родители, класс — педагоги», or that none will."""
    kinds = Strategy(organization).automatic
    if not kinds:
        return "Чаты создадут вручную: сами они появляются, если так решено в «Стратегии чатов»."
    return "С каждым появятся чаты: " + ", ".join(kind.label.lower() for kind in kinds) + "."
