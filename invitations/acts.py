"""The act of annulment on paper, from what was frozen when it was made."""

from django.template.loader import render_to_string
from django.utils.formats import date_format

from sferum_portal.lib.pdf import render_pdf
from sferum_portal.lib.text import plural


def act_pdf(act):
    """A4 by ГОСТ Р 7.0.97-2025, to be signed by hand."""
    number = len(act.lines)
    context = {
        "act": act,
        "facts": act.facts,
        "lines": act.lines,
        "date": date_format(act.made_on, "j E Y"),
        "links": plural(number, "ссылка", "ссылки", "ссылок"),
        "annulled": plural(number, "Аннулирована", "Аннулировано", "Аннулировано"),
    }
    return render_pdf(render_to_string("pdf/annulment_act.html", context))
