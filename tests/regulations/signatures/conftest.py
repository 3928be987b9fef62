import pytest

from tests.regulations.signatures.pki import Pki

CONTENT = b"%PDF-1.7 the bytes that were frozen\n"


@pytest.fixture(scope="session")
def pki(tmp_path_factory):
    return Pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="session")
def root(pki):
    return pki.root()


@pytest.fixture(scope="session")
def head(pki, root):
    """The head's certificate of GOST 2012, 256 bits, from the root itself."""
    return pki.holder(root)


@pytest.fixture(scope="session")
def rsa_head(pki, root):
    return pki.holder(root, "rsa")


@pytest.fixture
def trusts(settings, tmp_path):
    """``trusts(root)``: the operator puts certificates into the folder."""

    def put(*holders):
        for number, holder in enumerate(holders):
            (tmp_path / f"{number}.crt").write_bytes(holder.certificate.read_bytes())
        settings.SIGNATURE_ROOTS = str(tmp_path)
        return tmp_path

    return put
