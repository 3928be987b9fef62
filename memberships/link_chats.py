"""The chats into which a link may lead besides its unit (norm JOIN-2).

Links and chats do not know each other. Chats offers here what there is, once (`provide`); whoever
issues a link asks here.
"""


class NoChats:
    """What is offered where nothing is; also what a provider must answer."""

    def choices(self, *, by, organization, unit=None):
        """``[(pk, title)]``: the chats into which the person may lead people of a unit (or any)."""
        return []

    def require_admitted(self, *, by, unit, role, chats):
        """Raise Denied or DomainError unless a link of this person may lead into all these."""
        if chats:
            raise LookupError("Nobody offers chats.")

    def titles(self, organization, chats):
        """``{pk: title}`` of those that still exist; one query, none without chats."""
        return {}


_providers = [NoChats()]


def provide(provider):
    """The last one who offers is asked."""
    _providers.append(provider)


def choices(*, by, organization, unit=None):
    return _providers[-1].choices(by=by, organization=organization, unit=unit)


def require_admitted(*, by, unit, role, chats):
    _providers[-1].require_admitted(by=by, unit=unit, role=role, chats=chats)


def titles(organization, chats):
    return _providers[-1].titles(organization, chats)
