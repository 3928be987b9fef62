"""A name is a name: no address and no sentence, for the letters of the portal begin with it."""

import pytest
from django.core.exceptions import ValidationError

from sferum_portal.lib.forms import NameField


@pytest.mark.parametrize(
    "name", ["Анна-Мария", "Мамед Гасан оглы", "А.Б.", "О'Нил", "Гарсия де ла Крус"]
)
def test_names(name):
    assert NameField().clean(name) == name


@pytest.mark.parametrize(
    "name", ["Откройте gosuslugi-vyplata.ru", "Вам выплата до конца этой недели сегодня"]
)
def test_what_is_no_name(name):
    with pytest.raises(ValidationError, match="не похоже на имя"):
        NameField().clean(name)
