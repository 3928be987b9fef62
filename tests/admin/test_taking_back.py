"""A decision is taken back by one press: where it was just said, and for a day in the list."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from tests.admin.test_queue import QUEUE, ask, said, state, url


@pytest.mark.parametrize(
    ("press", "sentence"),
    [
        (lambda admin, row: admin.post(url("approve", row), {"next": QUEUE}), "Заявка принята"),
        (
            lambda admin, row: admin.post(url("reject", row), {"reason": "Вы у нас не работаете."}),
            "Заявка отклонена",
        ),
    ],
)
def test_what_was_just_decided_is_taken_back_where_it_is_said(cast, admin, press, sentence):
    """Without going anywhere: the message itself holds the button, for the key U too."""
    row, other = ask(cast), ask(cast)
    press(admin, row)
    page = admin.get(QUEUE).content.decode()
    message = re.search(r'<li class="flash flash-success">.*?</li>', page, re.DOTALL)[0]
    assert sentence in message
    form = re.search(r'<form method="post" action="([^"]+)">.*?</form>', message, re.DOTALL)
    assert 'data-key="undo"' in form[0]
    assert "csrfmiddlewaretoken" in form[0]
    back = re.search(r'name="next" value="([^"]+)"', form[0])[1]
    answer = admin.post(form[1], {"next": back}, follow=True)
    assert "Решение отменено" in said(answer)
    assert [state(row), state(other)] == ["pending", "pending"]
    # What was taken back offers nothing to take back.
    assert 'class="flash flash-success"' in answer.content.decode()
    assert 'data-key="undo"' not in answer.content.decode()


def test_a_decided_row_is_taken_back_by_one_press_for_a_day(cast, admin):
    row = ask(cast)
    admin.post(url("approve", row))
    admin.get(QUEUE)  # the message has been read
    decided = admin.get(QUEUE, {"status": "approved"}).content.decode()
    assert f'formaction="{url("undo", row)}"' in decided
    row.refresh_from_db()
    row.decided_at = timezone.now() - dt.timedelta(hours=24, minutes=1)
    row.save()
    assert url("undo", row) not in admin.get(QUEUE, {"status": "approved"}).content.decode()
