"""Who tries identifiers one after another learns who has an account: a few an hour must do."""

from contextlib import contextmanager
from datetime import timedelta

from accounts.services import IdentifierTaken
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.throttle import is_spent, within_limit
from sferum_portal.lib.visitors import address_of

#: Taken identifiers that one visitor may meet in an hour; a school's classroom has one address.
MOST = 10
#: The same of all who are signed in behind one address: accounts are free, addresses are not.
MOST_OF_ADDRESS = 30
PERIOD = timedelta(hours=1)


@contextmanager
def counted_collisions(request):
    """Around a registration or a change of the profile; DomainError once too many were tried."""
    limits = _limits(request)
    if any(is_spent(name, limit=most) for name, most in limits.items()):
        raise DomainError("Слишком много попыток с чужими данными. Попробуйте через час.")
    try:
        yield
    except IdentifierTaken:
        for name, most in limits.items():
            within_limit(name, limit=most, period=PERIOD)
        raise


def _limits(request):
    """What is counted for whom; whoever is signed in spends nothing of those who register."""
    address = address_of(request)
    if request.user.is_authenticated:
        return {f"taken {request.user.pk}": MOST, f"taken by members {address}": MOST_OF_ADDRESS}
    return {f"taken {address}": MOST}
