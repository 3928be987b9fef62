"""Who tries identifiers one after another learns who has an account: a few an hour must do."""

from contextlib import contextmanager
from datetime import timedelta

from axes.helpers import get_client_ip_address

from accounts.services import IdentifierTaken
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.throttle import is_spent, within_limit

#: Taken identifiers that one visitor may meet in an hour; a school's classroom has one address.
MOST = 10
PERIOD = timedelta(hours=1)


@contextmanager
def counted_collisions(request):
    """Around a registration or a change of the profile; DomainError once too many were tried."""
    who = request.user.pk if request.user.is_authenticated else get_client_ip_address(request)
    name = f"taken {who}"
    if is_spent(name, limit=MOST):
        raise DomainError("Слишком много попыток с чужими данными. Попробуйте через час.")
    try:
        yield
    except IdentifierTaken:
        within_limit(name, limit=MOST, period=PERIOD)
        raise
