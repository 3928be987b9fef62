"""Reads a file of a signature, in a process of its own where it could take long.

A small file that is no PDF is read here: the work on it grows as it does, and no faster.
"""

import base64
import dataclasses
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asn1crypto import x509
from django.utils.module_loading import import_string

from regulations.signatures import signed_data
from regulations.signatures.verdicts import Form, Verdict, WrongSignature, broken
from sferum_portal.lib import confined

SECONDS = 15
SMALL = 64 * 1024
PDF = b"%PDF-"
READ_EMBEDDED = "regulations.signatures.embedded.read"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """``data`` is the file in binary; ``covered`` are the bytes that the signature is of."""

    form: str
    data: bytes
    signed: signed_data.SignedData
    covered: bytes
    stated_time: datetime | None = None


def read_file(content, data):
    """`Parts` of a file; WrongSignature for what is none or can't be read within the limits."""
    if len(data) <= SMALL and not _is_pdf(data):
        return _read(content, data)
    with tempfile.TemporaryDirectory(prefix="signature.") as name:
        folder = Path(name)
        (folder / "content").write_bytes(content)
        (folder / "signature").write_bytes(data)
        ended = confined.run(
            "regulations.signatures.reading.read_in_folder", folder, seconds=SECONDS
        )
    if not ended.said:
        raise broken(
            "Файл подписи не удалось прочитать: он повреждён или слишком сложный. Подпишите файл "
            "с портала отдельным файлом подписи (.sig)."
        )
    return _unpacked(content, data, **ended.said[0])


def read_in_folder(folder):
    """`read_file` in the confined process."""
    content, data = ((folder / name).read_bytes() for name in ("content", "signature"))
    try:
        yield _packed(_read(content, data), content)
    except WrongSignature as wrong:
        yield {"verdict": str(wrong.verdict), "sentence": str(wrong)}


def _is_pdf(data):
    return data.lstrip()[: len(PDF)] == PDF


def _read(content, data):
    if _is_pdf(data):
        embedded = import_string(READ_EMBEDDED)(data, content)
        return Parts(
            form=Form.EMBEDDED,
            data=data,
            signed=signed_data.read(embedded.cms),
            covered=embedded.covered,
            stated_time=embedded.stated_time,
        )
    der = signed_data.binary(data)
    signed = signed_data.read(der)
    form = Form.ATTACHED if signed.is_attached else Form.DETACHED
    return Parts(form=form, data=der, signed=signed, covered=content)


# --- As JSON --------------------------------------------------------------------------------------


def _packed(parts, content):
    """What is the caller's own already is left out."""
    signed = {
        field.name: getattr(parts.signed, field.name) for field in dataclasses.fields(parts.signed)
    }
    digest = signed["certificate_digest"]
    return {
        "form": str(parts.form),
        "covered": None if parts.covered == content else _text(parts.covered),
        "stated_time": _iso(parts.stated_time),
        "signed": signed
        | {name: _text(signed[name]) for name in ("der", "signature", "time_stamp")}
        | {
            "signing_time": _iso(signed["signing_time"]),
            "certificate_digest": digest and [digest[0], _text(digest[1])],
            "certificates": [_text(each.dump()) for each in signed["certificates"]],
        },
    }


def _unpacked(
    content, data, form="", covered="", stated_time="", signed=None, verdict="", sentence=""
):
    if verdict:
        raise WrongSignature(Verdict(verdict), sentence)
    digest = signed["certificate_digest"]
    signed |= {name: _bytes(signed[name]) for name in ("der", "signature", "time_stamp")}
    signed |= {
        "signing_time": _moment(signed["signing_time"]),
        "certificate_digest": digest and (digest[0], _bytes(digest[1])),
        "certificates": tuple(
            x509.Certificate.load(_bytes(each)) for each in signed["certificates"]
        ),
    }
    signed = signed_data.SignedData(**signed)
    return Parts(
        form=Form(form),
        data=data if form == Form.EMBEDDED else signed.der,
        signed=signed,
        covered=content if covered is None else _bytes(covered),
        stated_time=_moment(stated_time),
    )


def _text(data):
    return None if data is None else base64.b64encode(data).decode()


def _bytes(text):
    return None if text is None else base64.b64decode(text)


def _iso(moment):
    return moment.isoformat() if isinstance(moment, datetime) else None


def _moment(text):
    return datetime.fromisoformat(text) if text else None
