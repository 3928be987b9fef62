"""Files that are made to take long or much: each ends in words, and soon."""

import re
import time
import zlib

import pytest
from asn1crypto import cms

from regulations.signatures import reading
from regulations.signatures.checking import check
from regulations.signatures.verdicts import Verdict
from sferum_portal.lib.pdf import render_pdf
from tests.regulations.signatures.conftest import CONTENT


def tlv(tag, body):
    size = len(body)
    octets = size.to_bytes((size.bit_length() + 7) // 8 or 1, "big")
    length = bytes([size]) if size < 128 else bytes([0x80 | len(octets)]) + octets
    return bytes([tag]) + length + body


def signed_data(signer, certificates=b"", content=b""):
    data = bytes.fromhex("06092a864886f70d010701")
    body = tlv(2, b"\x01") + tlv(0x31, b"") + tlv(0x30, data + content)
    body += tlv(0xA0, certificates) if certificates else b""
    body += tlv(0x31, signer)
    kind = bytes.fromhex("06092a864886f70d010702")
    return tlv(0x30, kind + tlv(0xA0, tlv(0x30, body)))


@pytest.fixture
def signer(pki, rsa_head):
    content = cms.ContentInfo.load(pki.sign(rsa_head, CONTENT))["content"]
    return content["signer_infos"][0].dump()


def soon(content, data, seconds=10):
    began = time.monotonic()
    report = check(content, data)
    assert time.monotonic() - began < seconds
    assert report.verdict == Verdict.BROKEN
    assert report.sentence.endswith(".")


@pytest.mark.parametrize("times", [3000, 9000, 900_000])
def test_frames_that_begin_and_never_end(times):
    soon(CONTENT, b"-----BEGIN A-----" * times)


@pytest.mark.parametrize("times", [65, 20_000, 1_000_000])
def test_certificates_without_number(signer, times):
    soon(CONTENT, signed_data(signer, certificates=b"\x30\x00" * times))


def test_signers_without_number(signer):
    soon(CONTENT, signed_data(b"\x30\x00" * 1_000_000))


def test_a_content_in_a_million_pieces(signer):
    pieces = tlv(0xA0, tlv(0x24, b"\x04\x01a" * 1_000_000))
    soon(CONTENT, signed_data(signer, content=pieces), seconds=reading.SECONDS + 10)


def test_a_pdf_with_a_table_of_millions(monkeypatch):
    """Half a page of compressed bytes: took half a minute and a gigabyte."""
    monkeypatch.setattr(reading, "SECONDS", 4)
    pdf = render_pdf(
        '<html lang="ru"><title>Положение</title><meta name="author" content="Школа">'
        "<body><h1>Положение</h1>"
    )
    before = int(re.search(rb"startxref\s+(\d+)", pdf[-100:])[1])
    table, count = zlib.compress(b"\x01\0\1\0" * 3_000_000, 9), 3_000_000
    head = (
        f"9999 0 obj\n<< /Type /XRef /Size {count} /W [1 2 1] /Root 2 0 R /Prev {before} "
        f"/Index [0 {count}] /Filter /FlateDecode /Length {len(table)} >>\nstream\n"
    ).encode()
    body = pdf + b"\n"
    end = f"\nendstream\nendobj\nstartxref\n{len(body)}\n%%EOF\n".encode()
    soon(pdf, body + head + table + end)
