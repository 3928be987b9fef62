"""The editor's buttons, pressed by a client."""

from tests.regulations.making import url


def clause_of(draft, key):
    return draft.clauses.exclude(parent=None).get(key=key)


def press(client, verb, draft, *args, headers=None, **form):
    address = url(f"draft_{verb}", draft.organization, *args)
    return client.post(address, form, headers=headers or {})


def shown(client, draft, clause):
    page = client.get(f"{url('draft_edit', draft.organization)}?clause={clause.pk}")
    return page.context["page"].in_hand.base
