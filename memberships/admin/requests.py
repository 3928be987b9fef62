"""The queue: join requests that wait, with one press each (norm JOIN-3)."""

from django.contrib import admin
from django.shortcuts import redirect

from memberships import services
from memberships.admin.bulk import BulkApproval
from memberships.admin.fields import RoleFilter
from memberships.admin.queue import prepare, with_all_that_a_row_shows
from memberships.admin.request_facts import RequestFacts
from memberships.admin.request_filters import PileFilter, StatusFilter
from memberships.admin.request_forms import EnterChildForm
from memberships.deciding_forms import ChooseChildForm, DeferForm, RejectForm
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.states import accepted_words, can_be_undone
from organizations.admin.filters import UnitFilter
from sferum_portal.lib.admin.filters import OrganizationFilter
from sferum_portal.lib.admin.register import RegisterAdmin, RegisterList
from sferum_portal.lib.admin.texts import day
from sferum_portal.lib.admin.verbs import Undoable, Verb

DECIDE = "organizations.decide_joinrequests"
MANAGE = "organizations.manage_members"
Status = JoinRequest.Status


class QueueList(RegisterList):
    def get_results(self, request):
        super().get_results(request)
        site = self.model_admin.admin_site
        self.result_list = prepare(request, site, self.result_list)


def waits(join_request):
    return join_request.is_pending


def is_unseen(join_request):
    return join_request.is_pending and join_request.seen_at is None


def can_be_deferred(join_request):
    return join_request.is_pending and not join_request.is_held


def is_complete(join_request):
    return join_request.can_be_approved and join_request.restriction is None


def waits_for_a_child(join_request):
    return (
        can_be_deferred(join_request)
        and join_request.role == Role.PARENT
        and join_request.restriction is None
    )


@admin.register(JoinRequest)
class JoinRequestAdmin(BulkApproval, RequestFacts, RegisterAdmin):
    view_right = "organizations.list_joinrequests"
    silent_columns = (
        *("child_search_name", "membership", "family_link", "made", "entry"),
        *("pile", "match_reasons", "chats", "seen_by", "seen_at", "previous", "named_entry"),
        *("child_is_given", "bulk"),
    )
    nothing = "Здесь пусто: никто не ждёт."
    search_paths = ("applicant__search_name", "child_search_name")
    search_help_text = "Фамилия заявителя или ребёнка"
    list_display = ("applicant",)
    list_filter = (OrganizationFilter, StatusFilter, PileFilter, RoleFilter, UnitFilter)
    row_template = "admin/memberships/joinrequest/page.html"
    hides_empty_facts = True
    facts = (
        "applicant_name",
        "contact",
        "role_text",
        "unit",
        "post",
        "child_text",
        "restriction_text",
        "invited",
        "previous",
        "parent_text",
        "created_at",
        "state_text",
        "held",
        "seen_by_name",
        "decider",
        "decided_on",
        "withdrawn_on",
        "reason",
        "chats_text",
        "next_step",
        "matched",
        "organization",
    )
    verbs = (
        Verb("approve", "Принять", DECIDE, applies=is_complete),
        Verb(
            "child",
            "Выбрать ребёнка",
            DECIDE,
            ChooseChildForm,
            applies=waits_for_a_child,
            sends_itself=True,
            alternative="enter-child",
        ),
        Verb(
            "enter-child",
            "Внести ребёнка в список",
            MANAGE,
            EnterChildForm,
            applies=waits_for_a_child,
            submit="Внести ребёнка и принять",
            explanation="Если ребёнка в списке ещё нет.",
        ),
        Verb(
            "reject",
            "Отклонить",
            DECIDE,
            RejectForm,
            applies=waits,
            danger=True,
            submit="Отклонить своими словами",
            explanation="Причину заявитель увидит на портале и в письме, если указал почту.",
        ),
        Verb(
            "defer",
            "Отложить",
            DECIDE,
            DeferForm,
            applies=can_be_deferred,
            explanation="Заявитель увидит, до какого дня.",
        ),
        # The page's script presses it for whoever opens the request.
        Verb("look", "Взять на проверку", DECIDE, applies=is_unseen),
        Verb("undo", "Отменить решение", DECIDE, applies=can_be_undone),
    )

    def get_changelist(self, request, **kwargs):
        return QueueList

    def get_queryset(self, request):
        return with_all_that_a_row_shows(super().get_queryset(request))

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        return prepare(request, self.admin_site, [obj])[0]

    def get_ordering(self, request):
        """Those who wait longest first; of the decided ones the latest."""
        decided = {"approved", "verified", "rejected", "withdrawn", "all"}
        waiting = request.GET.get("status") not in decided
        return ("created_at", "pk") if waiting else ("-decided_at", "-pk")

    def more_urls(self, name):
        return [
            self.page("approve-selected/", self.approve_selected, f"{name}_approve_selected"),
            self.page("approve-matched/", self.approve_matched, f"{name}_approve_matched"),
            self.page("<number:object_id>/undo-bulk/", self.undo_bulk, f"{name}_undo_bulk"),
        ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request,
            {
                "may_decide_any": bool(self.organizations(request, DECIDE)),
                "matched_count": self.matched_requests(request).count(),
                "presses": self.presses(request),
                "here": request.get_full_path(),
            },
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, {"here": self.url("changelist")})

    def verbs_for(self, request, obj):
        return super().verbs_for(request, obj) if obj.may_decide else []

    # --- Verbs -----------------------------------------------------------------------------------

    def after(self, request, verb, obj):
        """Back to the queue: the next one waits there."""
        return self.url("changelist")

    def undoable(self, sentence, join_request):
        return Undoable(sentence, self.url("undo", join_request.pk))

    def do_approve(self, request, join_request):
        accepted = services.approve_join_request(join_request=join_request, by=request.user)
        return self.undoable(accepted_words(accepted), join_request)

    def do_reject(self, request, join_request, **words):
        services.reject_join_request(join_request=join_request, by=request.user, **words)
        return self.undoable(f"Заявка отклонена: {join_request.applicant.full_name}.", join_request)

    def do_defer(self, request, join_request, until):
        services.defer_join_request(join_request=join_request, by=request.user, until=until)
        return f"Заявка отложена до {day(until)}: {join_request}."

    def do_look(self, request, join_request):
        services.look_at_request(join_request=join_request, by=request.user)
        # Without a sentence: the page itself says so, and nobody pressed anything.
        return redirect(self.url("change", join_request.pk))

    def do_undo(self, request, join_request):
        services.undo_decision(join_request=join_request, by=request.user)
        return f"Решение отменено, заявка снова ждёт: {join_request}."

    def do_child(self, request, join_request, child):
        accepted = services.approve_with_child(
            join_request=join_request, child=child, by=request.user
        )
        return self.undoable(accepted_words(accepted), join_request)

    def do_enter_child(self, request, join_request, **names):
        accepted = services.approve_with_new_child(
            join_request=join_request, by=request.user, **names
        )
        return self.undoable(accepted_words(accepted), join_request)
