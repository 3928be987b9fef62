"""What the files at the root promise: exact requirements, a complete list of variables."""

import re
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


def pinned(*files):
    lines = [line for name in files for line in (ROOT / name).read_text().splitlines()]
    requirements = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


@pytest.mark.parametrize(
    "files", [["requirements.txt"], ["requirements.txt", "requirements-dev.txt"]]
)
def test_every_package_is_pinned_exactly_with_all_that_it_brings(files):
    requirements = pinned(*files)
    assert all(re.fullmatch(r"==[\w.]+", str(each.specifier)) for each in requirements.values())
    brought = {
        (canonicalize_name(needed.name), name)
        for name, requirement in requirements.items()
        for needed in map(Requirement, requires(name) or [])
        if _applies(needed, requirement.extras)
    }
    missing = {f"{name} (for {by})" for name, by in brought if name not in requirements}
    assert not missing


def _applies(needed, extras):
    marker = needed.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def test_no_file_of_requirements_names_a_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert not re.search(r"://|--(extra-)?index-url|--find-links", (ROOT / name).read_text())


def test_every_variable_of_the_settings_is_in_the_example_and_in_the_demo():
    settings = (ROOT / "sferum_portal/settings.py").read_text()
    variables = set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"", settings))
    assert variables
    example = (ROOT / ".env.example").read_text()
    assert variables == set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    # The demo sets or unsets each: what a shell exports for something else is not its business.
    demo = (ROOT / "bin/demo").read_text().partition("set_environment() {")[2].partition("\n}")[0]
    assert variables <= set(re.findall(r"\b[A-Z_]+\b", demo))
