"""The daily reminders by hand or by cron, for those who run no scheduler."""

from django.core.management.base import BaseCommand

from invitations.tasks import remind_of_links
from memberships.reminders import remind_deciders
from regulations.reminders import remind_of_documents


class Command(BaseCommand):
    help = (
        "Напоминает о заявках, которые ждут решения (каждому не чаще раза в день), о ссылках, "
        "которые скоро закончатся (о каждой один раз), и о документах, которые пора выложить на "
        "сайт или прочитать (каждому не чаще раза в неделю)."
    )

    def handle(self, *args, **options):
        remind_deciders()
        remind_of_links()
        remind_of_documents()
