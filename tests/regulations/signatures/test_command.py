import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from tests.regulations.signatures import by_hand
from tests.regulations.signatures.conftest import CONTENT
from tests.regulations.signatures.pki import OWNER, PERSONAL_NUMBERS


@pytest.fixture
def run(capsys, tmp_path):
    """``run(content, signature)``: the exit code and what the command prints. No database."""

    def call(content, signature, *options):
        file, sig = tmp_path / "file.pdf", tmp_path / "file.sig"
        file.write_bytes(content)
        sig.write_bytes(signature)
        code = 0
        try:
            call_command("verify_signature", str(file), str(sig), *options)
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().out

    return call


def test_a_right_signature_ends_with_zero(run, pki, head, root, trusts):
    trusts(root)
    code, out = run(CONTENT, pki.sign(head, CONTENT), "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["verdict"] == "trusted"
    assert answer["right"] is answer["chain_trusted"] is answer["time_proven"] is True
    assert answer["signer"] == OWNER
    assert answer["post"] == "Директор"
    assert int(answer["serial"], 16)
    assert answer["validity"]["from"] < answer["signing_time"] < answer["validity"]["to"]
    assert answer["issuer"] == "Корневой УЦ Испытаний"
    assert answer["chain"] == ["Корневой УЦ Испытаний"]
    assert not [number for number in PERSONAL_NUMBERS if number in out]


def test_a_file_of_last_year_is_right_and_its_time_is_not_proven(run, pki, root):
    signer = pki.holder(root, "rsa", days=(-400, -10))
    moment = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(days=100)
    code, out = run(CONTENT, by_hand.sign_at(signer, CONTENT, moment), "--json")
    answer = json.loads(out)
    assert (code, answer["verdict"], answer["time_proven"]) == (0, "chain_unknown", False)
    assert "ничем не доказано" in answer["sentence"]


def test_an_unknown_chain_is_right_too(run, pki, head):
    code, out = run(CONTENT, pki.sign(head, CONTENT), "--json")
    assert (code, json.loads(out)["verdict"]) == (0, "chain_unknown")


def test_every_other_verdict_ends_with_one(run, pki, root, head):
    expired = pki.holder(root, days=(-90, -10))
    answers = {
        "other_bytes": (CONTENT + b" ", pki.sign(head, CONTENT)),
        "broken": (CONTENT, pki.sign(head, CONTENT)[:-9]),
        "certificate_not_valid": (CONTENT, pki.sign(expired, CONTENT)),
    }
    for verdict, files in answers.items():
        code, out = run(*files, "--json")
        assert (code, json.loads(out)["verdict"]) == (1, verdict)
        assert json.loads(out)["sentence"]


def test_fifty_megabytes_of_noise_are_broken(run):
    code, out = run(CONTENT, bytes(50 << 20), "--json")
    assert (code, json.loads(out)["verdict"]) == (1, "broken")


def test_it_tells_people_in_words(run, pki, head):
    code, out = run(CONTENT, pki.sign(head, CONTENT))
    assert code == 0
    for words in ("Подпись верна", f"Владелец: {OWNER}", "Сертификат: ", "Действителен: с "):
        assert words in out


def test_what_could_not_be_checked_is_told_to_programs(pki, head, capsys, monkeypatch, tmp_path):
    file, sig = tmp_path / "file.pdf", tmp_path / "file.sig"
    file.write_bytes(CONTENT)
    sig.write_bytes(pki.sign(head, CONTENT))
    monkeypatch.setenv("OPENSSL_ENGINES", str(tmp_path))
    for signature, words in ((sig, "libengine-gost-openssl"), (tmp_path / "no", "Не удалось")):
        with pytest.raises(CommandError) as end:
            call_command("verify_signature", str(file), str(signature), "--json")
        assert end.value.returncode == 2
        answer = json.loads(capsys.readouterr().out)
        assert (answer["verdict"], answer["right"]) == ("not_checked", None)
        assert words in answer["reason"]


def test_what_could_not_be_checked_ends_with_two(pki, head, run, monkeypatch, tmp_path):
    der = pki.sign(head, CONTENT)
    with pytest.raises(CommandError, match="Не удалось прочесть") as missing:
        call_command("verify_signature", str(tmp_path / "no"), str(tmp_path / "no"))
    assert missing.value.returncode == 2
    monkeypatch.setenv("OPENSSL_ENGINES", str(tmp_path))
    with pytest.raises(CommandError, match="libengine-gost-openssl") as lacking:
        run(CONTENT, der)
    assert lacking.value.returncode == 2
