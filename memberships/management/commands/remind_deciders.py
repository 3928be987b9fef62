"""The daily reminder by hand or by cron, for those who run no scheduler."""

from django.core.management.base import BaseCommand

from memberships.reminders import remind_deciders


class Command(BaseCommand):
    help = "Напоминает тем, кто решает заявки на вступление; не чаще раза в день каждому."

    def handle(self, *args, **options):
        remind_deciders()
