"""When a signature was made, and whether its certificate held then."""

import datetime as dt

import pytest

from regulations.signatures.checking import check
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


def test_what_was_signed_in_time_stays_right_when_the_certificate_is_over(pki, root):
    signer = pki.holder(root, "rsa", days=(-400, -10))
    report = check(CONTENT, by_hand.sign_at(signer, CONTENT, now(-100)))
    assert report.is_right
    assert report.signed_at == now(-100).replace(second=report.signed_at.second)


def test_a_stamp_of_time_overrules_what_the_signer_says(pki, root):
    signer = pki.holder(root, "rsa", days=(-400, -10))
    claimed = by_hand.sign_at(signer, CONTENT, now(-100))
    report = check(CONTENT, by_hand.stamped(claimed, lambda value: pki.stamp(root, value)))
    assert report.verdict == Verdict.CERTIFICATE_NOT_VALID
    assert report.time_source == TimeSource.STAMP


def test_cades_t_of_gost(pki, root, head):
    der = pki.sign(head, CONTENT)
    report = check(CONTENT, by_hand.stamped(der, lambda value: pki.stamp(root, value)))
    assert report.is_right, report.sentence
    assert report.time_source == TimeSource.STAMP


def test_a_stamp_of_another_signature_is_no_stamp(pki, root, head):
    der = pki.sign(head, CONTENT)
    report = check(CONTENT, by_hand.stamped(der, lambda value: pki.stamp(root, value + b"!")))
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
