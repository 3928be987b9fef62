"""The strategy of chats on one page: kind of chat × who creates it, and which create themselves."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.text import capfirst

from organizations import services
from organizations.chat_kinds import Creator, Ruling
from organizations.models import AutomaticChat, ChatRule
from organizations.signals import strategy_saved
from organizations.strategy import Strategy
from sferum_portal.lib.admin.forms import AdminForm
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import moment
from sferum_portal.lib.admin.verbs import REFUSALS, sentence_of

SHORT = {Ruling.ALLOWED: "Да", Ruling.ON_REQUEST: "Запрос", Ruling.DENIED: "Нет"}
CHANGES_SHOWN = 15


class StrategyForm(AdminForm):
    """One select for each pair that makes sense, one box for each kind that may create itself.

    The values that the page showed come back with the form: what somebody else decided in the
    meantime stays, unless it was touched here.
    """

    def prepare(self):
        self.strategy = Strategy(self.organization)
        self.pairs = {
            f"{chat_kind}-{creator}": (chat_kind, creator)
            for chat_kind, entry in self.strategy.kinds.items()
            if not entry.automatic
            for creator in Creator
            if self.strategy.can_be_ruled(chat_kind, creator)
        }
        for name, (chat_kind, creator) in self.pairs.items():
            label = f"{self.strategy.kinds[chat_kind].label}: {self.creator_label(creator)}"
            self.fields[name] = forms.ChoiceField(
                label=label,
                widget=forms.Select(attrs={"aria-label": label}),
                choices=[(ruling.value, label) for ruling, label in SHORT.items()],
                initial=self.strategy.ruling(chat_kind, creator).value,
                show_hidden_initial=True,
            )
        automatic = self.strategy.automatic
        self.boxes = {f"automatic-{kind.code}": kind for kind in self.strategy.can_be_automatic}
        for name, kind in self.boxes.items():
            self.fields[name] = forms.BooleanField(
                label=capfirst(kind.label),
                required=False,
                initial=kind in automatic,
                show_hidden_initial=True,
            )

    def automatic_fields(self):
        return [self[name] for name in self.boxes]

    def creator_label(self, creator):
        return self.organization.profile.creators[creator]

    def columns(self):
        return [capfirst(self.creator_label(creator)) for creator in Creator]

    def rows(self):
        """(kind of chat, its cells in the order of the columns; None where no pair makes sense)"""
        for chat_kind, entry in self.strategy.kinds.items():
            if not entry.automatic:
                yield entry, [self._cell(chat_kind, creator) for creator in Creator]

    def _cell(self, chat_kind, creator):
        name = f"{chat_kind}-{creator}"
        if name not in self.fields:
            return {"label": capfirst(self.creator_label(creator))}
        default = self.strategy.default(chat_kind, creator)
        ruling = self.strategy.ruling(chat_kind, creator)
        return {
            "label": capfirst(self.creator_label(creator)),
            "field": self[name],
            "usual": SHORT[default].lower() if ruling != default else "",
            "ruling": ruling.value,
        }


@admin.register(ChatRule)
class ChatRuleAdmin(RegisterAdmin):
    view_right = "organizations.change_strategy"
    heading = "Стратегия чатов"
    pages = ("changelist",)
    list_display = ("chat_kind",)

    def more_urls(self, name):
        return [self.page("<number:organization_id>/", self.strategy_view, f"{name}_strategy")]

    def changelist_view(self, request, extra_context=None):
        """The strategy of one's organization; the choice of one where there are several."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        organizations = self.organizations(request)
        if len(organizations) == 1:
            return redirect(self.url("strategy", organizations[0].pk))
        context = {
            "title": self.heading,
            "organizations": [
                {"name": str(row), "url": self.url("strategy", row.pk)} for row in organizations
            ],
        }
        return self.answer(request, "admin/choose_organization.html", context)

    def strategy_view(self, request, organization_id):
        organization = next(
            (row for row in self.organizations(request) if row.pk == organization_id), None
        )
        if organization is None:
            raise Http404
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        form = StrategyForm(
            request.POST if request.method == "POST" else None, organization=organization
        )
        status = 200
        if request.method == "POST":
            if form.is_valid() and self._save(request, form):
                return redirect(self.url("strategy", organization.pk))
            status = 422
        context = {
            "title": self.heading,
            "lead": organization.words.format(
                "Кто какие чаты создаёт. «Запрос» — с разрешения администратора. "
                "{Families} чатов не создают."
            ),
            "organization": organization,
            "form": form,
            "automatic_title": organization.words.format("Создаются сами вместе с {unit.ins}"),
            "automatic_note": organization.words.format(
                "Отмеченные чаты появятся вместе с каждым подразделением, которое вы заведёте, "
                "в том числе из списка. Кто в них, решают роли; ведёт их {leader}."
            ),
            "has_automatic": bool(form.strategy.automatic),
            "changes": self._changes(organization),
        }
        return self.answer(request, "admin/strategy.html", context, status)

    def _save(self, request, form):
        changed = form.changed_data
        who = {"organization": form.organization, "by": request.user}
        try:
            with transaction.atomic():
                for name in changed:
                    value = form.cleaned_data[name]
                    if name in form.boxes:
                        code = form.boxes[name].code
                        services.set_automatic(**who, chat_kind=code, automatic=value)
                    else:
                        chat_kind, creator = form.pairs[name]
                        services.set_ruling(
                            **who, chat_kind=chat_kind, creator=creator, ruling=value
                        )
        except REFUSALS as refusal:
            form.add_error(None, sentence_of(refusal))
            return False
        if changed:
            messages.success(request, "Стратегия сохранена и действует с этой минуты.")
            pairs = [form.pairs[name] for name in changed if name in form.pairs]
            for _, notice in strategy_saved.send(
                ChatRule, organization=form.organization, pairs=pairs
            ):
                if notice:
                    messages.warning(
                        request, format_html('{text} <a href="{url}">{label}</a>', **notice)
                    )
        else:
            messages.info(request, "Ничего не изменилось.")
        return True

    def _changes(self, organization):
        """The latest decisions of both sorts, also those that returned to the usual."""
        profile = organization.profile
        sorts = [(ChatRule, self._ruled), (AutomaticChat, self._made_automatic)]
        rows = [
            (row, words)
            for model, words in sorts
            for row in model.history.filter(organization=organization)
            .select_related("history_user")
            .order_by("-history_date", "-history_id")[:CHANGES_SHOWN]
            if row.chat_kind in profile.chats
        ]
        rows.sort(key=lambda each: each[0].history_date, reverse=True)
        return [
            {
                "when": moment(row.history_date),
                "who": row.history_user.short_name if row.history_user else "",
            }
            | words(row, profile)
            for row, words in rows[:CHANGES_SHOWN]
        ]

    @staticmethod
    def _ruled(row, profile):
        again = row.history_type == "-"
        return {
            "what": f"«{profile.chats[row.chat_kind].label}», {profile.creators[row.creator]}",
            "ruling": "снова как обычно" if again else SHORT[Ruling(row.ruling)].lower(),
        }

    @staticmethod
    def _made_automatic(row, profile):
        return {
            "what": f"«{profile.chats[row.chat_kind].label}»",
            "ruling": "создаётся вручную" if row.history_type == "-" else "создаётся само",
        }
