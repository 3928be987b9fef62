"""When a signature was made, and whether its certificate held then."""

import datetime as dt

import pytest

from regulations.signatures.checking import check
from regulations.signatures.days import day
from regulations.signatures.verdicts import TimeSource, Verdict
from tests.regulations.signatures import by_hand
from tests.regulations.signatures.conftest import CONTENT
from tests.regulations.signatures.pki import ALGORITHMS, OWNER


def now(days=0):
    return dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=days)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(
    ("days", "sentence"), [((-400, -10), "уже не действовал"), ((10, 300), "ещё не действовал")]
)
def test_the_certificate_must_hold_when_it_is_signed(pki, root, algorithm, days, sentence):
    signer = pki.holder(root, algorithm, days=days)
    report = check(CONTENT, pki.sign(signer, CONTENT))
    assert report.verdict == Verdict.CERTIFICATE_NOT_VALID
    assert sentence in report.sentence
    assert report.certificate.owner == OWNER


def test_of_a_certificate_that_is_over_by_now_the_signers_clock_is_told_apart(pki, root, trusts):
    signer = pki.holder(root, "rsa", days=(-400, -10))
    data = by_hand.sign_at(signer, CONTENT, now(-100))
    report = check(CONTENT, data)
    assert report.verdict == Verdict.CHAIN_UNKNOWN
    assert not report.time_proven
    assert report.time_source == TimeSource.ATTRIBUTE
    assert "ничем не доказано: сертификат с тех пор истёк" in report.sentence
    # Seen while it held, nothing is to be asked.
    report = check(CONTENT, data, seen_at=now(-50))
    assert report.is_right
    assert report.time_proven
    assert "доказано" not in report.sentence
    assert report.signed_at == now(-100).replace(second=report.signed_at.second)


def test_the_chain_is_checked_for_the_moment_of_signing(pki, root, trusts):
    trusts(root)
    signer = pki.holder(root, "rsa", days=(-400, 10))
    report = check(CONTENT, by_hand.sign_at(signer, CONTENT, now()), seen_at=now(100))
    assert (report.verdict, report.time_proven) == (Verdict.TRUSTED, False)
    # A hundred days ago there was no such authority yet.
    over = pki.holder(root, "rsa", days=(-400, -10))
    report = check(CONTENT, by_hand.sign_at(over, CONTENT, now(-100)))
    assert (report.verdict, report.time_proven) == (Verdict.CHAIN_UNKNOWN, False)


@pytest.mark.parametrize(("signed", "made_at"), [(-500, None), (-5, None), (-100, -50), (3, None)])
def test_a_clock_set_to_another_time_rescues_no_certificate(pki, root, signed, made_at):
    """Before it began, after it was over, before the document was made, in the future."""
    signer = pki.holder(root, "rsa", days=(-400, -10))
    data = by_hand.sign_at(signer, CONTENT, now(signed))
    report = check(CONTENT, data, made_at=made_at and now(made_at))
    assert report.verdict == Verdict.CERTIFICATE_NOT_VALID


def test_what_is_said_while_the_certificate_holds_is_taken(rsa_head):
    report = check(CONTENT, by_hand.sign_at(rsa_head, CONTENT, now(-5)), made_at=now(-6))
    assert report.is_right
    assert report.time_source == TimeSource.ATTRIBUTE


def test_a_time_before_the_document_is_none(pki, root, rsa_head, trusts):
    trusts(root)
    data = by_hand.sign_at(rsa_head, CONTENT, now(-5))
    stamped = by_hand.stamped(data, lambda value: pki.stamp(root, value))
    for file, made_at in ((data, now(-4)), (stamped, now(1))):
        report = check(CONTENT, file, made_at=made_at)
        assert report.is_right
        assert (report.signed_at, report.time_source) == (None, TimeSource.NONE)


def test_a_stamp_of_time_overrules_what_the_signer_says(pki, root, trusts):
    trusts(root)
    signer = pki.holder(root, "rsa", days=(-400, -10))
    claimed = by_hand.sign_at(signer, CONTENT, now(-100))
    report = check(CONTENT, by_hand.stamped(claimed, lambda value: pki.stamp(root, value)))
    assert report.verdict == Verdict.CERTIFICATE_NOT_VALID
    assert report.time_source == TimeSource.STAMP


def test_a_stamp_keeps_a_signature_right_when_the_certificate_is_over(pki, root, trusts):
    trusts(root)
    signer = pki.holder(root, "rsa", days=(-400, 10))
    data = by_hand.stamped(
        by_hand.sign_at(signer, CONTENT, now()), lambda value: pki.stamp(root, value)
    )
    report = check(CONTENT, data, seen_at=now(100))
    assert report.verdict == Verdict.TRUSTED
    assert report.time_source == TimeSource.STAMP


def test_cades_t_of_gost(pki, root, head, trusts):
    trusts(root)
    der = pki.sign(head, CONTENT)
    report = check(CONTENT, by_hand.stamped(der, lambda value: pki.stamp(root, value)))
    assert report.is_right, report.sentence
    assert report.time_source == TimeSource.STAMP


def test_a_stamp_proves_nothing_unless_a_trusted_service_made_it(pki, root, rsa_head, trusts):
    """Anybody can write a token with any time and sign it with some certificate."""
    trusts(root)
    strange = pki.root("rsa", name="Чужой УЦ")
    over = pki.holder(root, "rsa", days=(-400, 10))
    claimed = by_hand.sign_at(over, CONTENT, now())

    def report_with(service):
        data = by_hand.stamped(claimed, lambda value: by_hand.token(service, value, now()))
        return check(CONTENT, data, seen_at=now(100))

    theirs = pki.holder(strange, "rsa", kind="stamps", subject="/CN=Чужая служба")
    for service in (theirs, strange, rsa_head, over):
        report = report_with(service)
        assert (report.is_right, report.time_proven) == (True, False)
        assert report.time_source == TimeSource.ATTRIBUTE
    service = pki.holder(root, "rsa", kind="stamps", subject="/CN=Служба")
    report = report_with(service)
    assert (report.verdict, report.time_proven) == (Verdict.TRUSTED, True)


def test_an_unproved_stamp_leaves_the_signers_own_time(pki, root, rsa_head):
    data = by_hand.sign_at(rsa_head, CONTENT, now(-1))
    report = check(CONTENT, by_hand.stamped(data, lambda value: pki.stamp(root, value)))
    assert report.is_right
    assert report.time_source == TimeSource.ATTRIBUTE


def test_a_stamp_of_another_signature_is_no_stamp(pki, root, head):
    der = pki.sign(head, CONTENT)
    report = check(CONTENT, by_hand.stamped(der, lambda value: pki.stamp(root, value + b"!")))
    assert report.verdict == Verdict.BROKEN
    assert "Штамп времени" in report.sentence


# --- A stamp without a certificate, as OpenSSL asks for it by default -----------------------------


def stamped_bare(pki, root, service, der, more=b""):
    return by_hand.stamped(
        der, lambda value: pki.stamp(root, value + more, service=service, bare=True)
    )


@pytest.mark.parametrize("roots_known", [False, True])
def test_a_stamp_of_nobody_knows_whom_leaves_the_signers_own_time(
    pki, root, head, trusts, roots_known
):
    if roots_known:
        trusts(root)
    report = check(CONTENT, stamped_bare(pki, root, None, pki.sign(head, CONTENT)))
    assert report.verdict == (Verdict.TRUSTED if roots_known else Verdict.CHAIN_UNKNOWN)
    assert report.time_source == TimeSource.ATTRIBUTE


def test_the_certificate_of_the_stamp_may_stand_in_the_signature(pki, root, head, trusts):
    service = pki.service(root)
    options = ("-cades", "-certfile", service.certificate)
    data = stamped_bare(pki, root, service, pki.sign(head, CONTENT, options=options))
    # As with any service, the operator must trust it.
    assert check(CONTENT, data).time_source == TimeSource.ATTRIBUTE
    trusts(root)
    report = check(CONTENT, data)
    assert (report.verdict, report.time_source) == (Verdict.TRUSTED, TimeSource.STAMP)


def test_the_certificate_of_the_stamp_may_lie_in_the_operators_folder(pki, root, head, trusts):
    service = pki.service(root)
    data = stamped_bare(pki, root, service, pki.sign(head, CONTENT))
    trusts(root, service)
    report = check(CONTENT, data)
    assert (report.verdict, report.time_source) == (Verdict.TRUSTED, TimeSource.STAMP)


def test_a_bare_stamp_of_another_signature_is_no_stamp(pki, root, head, trusts):
    service = pki.service(root)
    trusts(root, service)
    report = check(CONTENT, stamped_bare(pki, root, service, pki.sign(head, CONTENT), more=b"!"))
    assert report.verdict == Verdict.BROKEN
    assert "Штамп времени" in report.sentence


def test_without_a_time_the_moment_of_arrival_counts(pki, root):
    signer = pki.holder(root, "rsa", days=(-400, -10))
    untimed = by_hand.sign_at(signer, CONTENT, None)
    assert check(CONTENT, untimed).verdict == Verdict.CERTIFICATE_NOT_VALID
    assert check(CONTENT, untimed, seen_at=now(-100)).is_right


def test_nobody_signs_in_the_future(rsa_head):
    report = check(CONTENT, by_hand.sign_at(rsa_head, CONTENT, now(3)))
    assert report.verdict == Verdict.CERTIFICATE_NOT_VALID
    assert "ещё не наступил" in report.sentence


# --- What no calendar bears -----------------------------------------------------------------------

END_OF_TIME = dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC)


@pytest.mark.parametrize("moment", [END_OF_TIME, dt.datetime(1, 1, 1, tzinfo=dt.UTC)])
def test_signed_at_the_ends_of_time(rsa_head, moment):
    report = check(CONTENT, by_hand.sign_at(rsa_head, CONTENT, moment))
    assert not report.is_right
    assert report.sentence.endswith(".")


def test_a_certificate_for_ever(pki, root):
    signer = pki.holder(root, "rsa", until="99991231235959Z")
    report = check(CONTENT, by_hand.sign_at(signer, CONTENT, now()))
    assert report.is_right
    assert day(report.certificate.valid_to).endswith("9998")
