"""When a signature was made, so far as that is known, and whether its certificate held."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from regulations.signatures import timestamps
from regulations.signatures.days import day, within_calendar
from regulations.signatures.verdicts import TimeSource, Verdict, WrongSignature

#: By so much the clock of the computer on which somebody signed may be fast.
FAST_CLOCK = timedelta(hours=24)
#: And slow by so much; besides, files of signatures name whole seconds.
SLOW_CLOCK = timedelta(minutes=5)


@dataclass(frozen=True)
class Moment:
    """``stated`` is None where no time is known that could be right.

    ``proven`` is by when the signature existed for sure: the stamp of a service that the operator
    trusts, else the day on which the portal saw the file.
    """

    stated: datetime | None
    source: str
    proven: datetime

    def of_signing(self, certificate):
        """For when the chain is checked, and whether it is proven that the certificate held.

        A clock is easily set back: of a certificate that is over the signer alone says when.
        """
        over = self.stated is not None and self.proven > certificate.valid_to
        return (self.stated, False) if over else (self.proven, True)


def moment_of(file, *, seen_at, made_at, workshop):
    """`Moment` of a signature file; ``made_at`` is since when the document's bytes exist.

    What is said to have been signed before them is no time of signing.
    """
    stamped = file.signed.time_stamp and timestamps.time_of(file.signed, workshop)
    if stamped and not _is_before(stamped, made_at):
        return Moment(stamped, TimeSource.STAMP, stamped)
    stated = file.signed.signing_time or file.stated_time
    stated = stated and within_calendar(stated)
    if stated and not _is_before(stated, made_at):
        return Moment(stated, TimeSource.ATTRIBUTE, seen_at)
    return Moment(None, TimeSource.NONE, seen_at)


def require_valid(certificate, moment, seen_at):
    """WrongSignature unless the certificate held when it was signed, so far as that is known."""
    at = moment.stated or seen_at
    if at > seen_at + FAST_CLOCK:
        raise _not_valid(
            f"По файлу подписи он подписан {day(at)}: этот день ещё не наступил. Проверьте часы "
            "компьютера и подпишите ещё раз."
        )
    term = f"с {day(certificate.valid_from)} по {day(certificate.valid_to)}"
    if not certificate.is_valid_at(at):
        when = f"подписано {day(at)}" if moment.stated else f"проверено {day(at)}"
        state = "ещё не действовал" if at < certificate.valid_from else "уже не действовал"
        raise _not_valid(
            f"Сертификат в момент подписания {state}: он действителен {term}, а {when}."
        )


def _not_valid(sentence):
    return WrongSignature(Verdict.CERTIFICATE_NOT_VALID, sentence)


def _is_before(moment, made_at):
    return made_at is not None and moment < made_at - SLOW_CLOCK
