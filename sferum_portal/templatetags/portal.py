"""Template filters available in every template."""

from itertools import groupby

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from sferum_portal.lib.text import counted, plural

register = template.Library()
MARK_LENGTH = 5


@register.filter
def counted_as(number, forms):
    """``{{ 27|counted_as:"родитель,родителя,родителей" }}`` → «27 родителей»."""
    return counted(number, *forms.split(","))


@register.filter
def agreeing(number, forms):
    """The noun's form alone: ``{{ n|agreeing:"заявка,заявки,заявок" }}``."""
    return plural(number, *forms.split(","))


@register.filter
def in_groups(form):
    """The visible fields as ``[(title, fields)]``, in their order.

    Those of ``form.one_of``, of which one is needed, have the title ``form.one_of_title``; the
    others, and one that is left alone of them, have none.
    """
    one_of = set(getattr(form, "one_of", ())) & set(form.fields)
    groups = groupby(form.visible_fields(), key=lambda field: field.name in one_of)
    return [
        (form.one_of_title if together and len(one_of) > 1 else "", list(fields))
        for together, fields in groups
    ]


@register.filter
def names(people):
    """«Иванова А.П., Петров С.И.»"""
    return ", ".join(person.short_name for person in people)


@register.filter
def mark(name):
    """A unit's name as its mark where it is short enough («5А», «ИС-21»); else nothing."""
    return name if len(name) <= MARK_LENGTH else ""


@register.filter
def short_time(moment):
    """As messengers show it: «17:04» today, «вчера», «12 нояб.», «12.11.2025»."""
    if moment is None:
        return ""
    local, today = timezone.localtime(moment), timezone.localdate()
    days = (today - local.date()).days
    if days == 0:
        return date_format(local, "H:i")
    if days == 1:
        return "вчера"
    return date_format(local, "j b" if local.year == today.year else "d.m.Y")


@register.filter
def age(moment):
    """How long something waits: «3 дня», «5 часов», «только что»."""
    seconds = max((timezone.now() - moment).total_seconds(), 0)
    if seconds >= 86_400:
        return counted(int(seconds // 86_400), "день", "дня", "дней")
    if seconds >= 3600:
        return counted(int(seconds // 3600), "час", "часа", "часов")
    minutes = int(seconds // 60)
    return counted(minutes, "минута", "минуты", "минут") if minutes else "только что"
