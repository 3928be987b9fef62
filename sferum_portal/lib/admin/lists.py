"""The list of a register: which parameters it takes, its table, its search."""

from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.utils import label_for_field, lookup_field
from django.db.models import Q
from django.utils.text import capfirst
from unfold.views import ChangeList

from sferum_portal.lib.text import search_form

# Enough for every name; thousands of conditions are more than a database takes.
LONGEST_SEARCH = 100
MOST_WORDS = 8


class RegisterList(ChangeList):
    """Knows the parameters of its filters and passes over all others.

    Django takes any lookup on the model's own columns from the address, which would answer
    questions about columns that are not shown.
    """

    def __init__(self, request, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.words = self.model_admin.admin_site.words(request)

    def get_filters_params(self, params=None):
        known = {spec.parameter_name for spec in self.list_filter}
        return {
            name: value
            for name, value in super().get_filters_params(params).items()
            if name in known
        }

    def headers(self):
        """The columns' names with the addresses that sort by them."""
        headers = list(result_headers(self))
        for header in headers:
            header["text"] = capfirst(self.words.format(header["text"]))
        return headers

    def table(self):
        """The rows of this page: each its address and its cells, the first one being its name."""
        register = self.model_admin
        labels = [
            capfirst(self.words.format(label_for_field(name, self.model, register)))
            for name in self.list_display
        ]
        for row in self.result_list:
            values = (lookup_field(name, row, register)[::2] for name in self.list_display)
            cells = [register.shown_in_list(field, value) for field, value in values]
            yield {
                "url": register.url("change", row.pk) if "change" in register.pages else "",
                "name": cells[0],
                "cells": list(zip(labels[1:], cells[1:], strict=True)),
            }


def every_word(words, normal_columns, plain_columns):
    """A condition: each word stands in some column.

    Normal columns hold `search_form`; for texts as they were typed some spellings are tried,
    because SQLite tells Cyrillic capitals from small letters.
    """
    query = Q()
    for word in words:
        anywhere = Q()
        for column in normal_columns:
            anywhere |= Q(**{f"{column}__contains": search_form(word)})
        for column in plain_columns:
            for spelling in (word, word.lower(), word.upper(), word.capitalize()):
                anywhere |= Q(**{f"{column}__contains": spelling})
        query &= anywhere
    return query
