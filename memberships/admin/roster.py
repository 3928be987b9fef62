"""The register of roster files: uploaded, compared with the portal, applied, taken back."""

from pathlib import PurePath
from urllib.parse import quote

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from unfold.decorators import display

from memberships.admin.coming_chats import coming_chats
from memberships.admin.roster_forms import FIELD_LABELS, ApplyForm, ColumnsForm, UploadForm
from memberships.models import RosterImport
from memberships.services import roster
from sferum_portal.lib.admin.filters import OrganizationFilter
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.file_names import safe_name

MANAGE = "organizations.manage_members"
Status = RosterImport.Status
#: There is a comparison to look at.
COMPARED = (Status.READY, Status.APPLYING, Status.APPLIED, Status.UNDOING, Status.UNDONE)
PARTS = {
    "added": "Новые",
    "changed": "Изменились",
    "gone": "Нет в файле",
    "rejected": "Не приняты",
    "unchanged": "Без изменений",
}


@admin.register(RosterImport)
class RosterImportAdmin(RegisterAdmin):
    heading = "Списки из файлов"
    intro = (
        "Загрузите список, проверьте сравнение с порталом и примените его. Никто не удаляется: "
        "кого нет в файле, портал только назовёт."
    )
    list_display = ("file_name", "kind", "state", "counts", "created_by", "created_at")
    list_filter = (OrganizationFilter,)
    list_select_related = ("organization", "created_by")
    plain_paths = ("file_name",)
    search_help_text = "Название файла"
    row_template = "admin/memberships/rosterimport/page.html"
    facts = ("file_name", "kind", "state", "created_by", "created_at", "organization")
    add_form, add_right = UploadForm, MANAGE
    add_title = "Загрузить список"
    verbs = (
        Verb(
            "apply",
            "Применить",
            MANAGE,
            ApplyForm,
            applies=lambda row: row.status == Status.READY,
            leading=True,
            explanation="Применяется всё целиком; пока на списке ничего не построено, "
            "его можно отменить.",
        ),
        Verb(
            "columns",
            "Назвать столбцы",
            MANAGE,
            ColumnsForm,
            applies=lambda row: (
                (row.status == Status.READY and row.reading.get("unknown"))
                # Nothing was recognised: then the kind may be all that lacks.
                or (row.status == Status.UNREADABLE and "unknown" in row.reading)
            ),
            submit="Прочитать заново",
            explanation="Что назовёте здесь, портал запомнит для следующих файлов.",
        ),
        Verb(
            "again",
            "Попробовать снова",
            MANAGE,
            applies=lambda row: row.status == Status.UNREADABLE or roster.is_stuck(row),
        ),
        Verb(
            "undo",
            "Отменить",
            MANAGE,
            applies=lambda row: row.status == Status.APPLIED,
            danger=True,
        ),
        Verb(
            "discard",
            "Не нужен",
            MANAGE,
            applies=lambda row: (
                row.status in (Status.READY, Status.UNREADABLE)
                or (row.status != Status.UNDOING and roster.is_stuck(row))
            ),
            danger=True,
        ),
    )

    def more_urls(self, name):
        return [self.page("<number:object_id>/rejected/", self.rejected_view, f"{name}_rejected")]

    def get_queryset(self, request):
        # The file itself may be ten megabytes; lists and pages do not need it.
        return super().get_queryset(request).defer("data")

    # --- Verbs -----------------------------------------------------------------------------------

    def do_add(self, request, organization, file, kind):
        row = roster.receive_roster(
            organization=organization,
            file_name=file.name,
            data=file.read(),
            kind=kind,
            by=request.user,
        )
        return redirect(self.url("change", row.pk))

    def do_apply(self, request, row, **places):
        roster.begin_application(roster_import=row, by=request.user, **places)
        return "Список применяется."

    def do_columns(self, request, row, mapping, kind):
        roster.name_columns(roster_import=row, mapping=mapping, kind=kind, by=request.user)
        return "Столбцы названы, файл читается заново."

    def do_again(self, request, row):
        roster.try_again(roster_import=row, by=request.user)
        return "Портал попробует ещё раз."

    def do_undo(self, request, row):
        roster.begin_undo(roster_import=row, by=request.user)
        return "Список отменяется."

    def do_discard(self, request, row):
        roster.discard_import(roster_import=row, by=request.user)
        return f"Файл убран: {row.file_name}."

    def rejected_view(self, request, object_id):
        """The rejected rows as a file of the same format, to be corrected and sent again."""
        row = self.get_object(request, str(object_id))
        self.require_right(request, MANAGE, row.organization)
        data = roster.file_of_rejected(row) if row.status in COMPARED else None
        if data is None:
            raise Http404
        answer = HttpResponse(data, content_type="application/octet-stream")
        sent = PurePath(row.file_name)
        name = quote(safe_name(f"Исправить — {sent.stem}", sent.suffix))
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return answer

    # --- The page --------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        comparison, is_stuck = row.comparison, roster.is_stuck(row)
        part = request.GET.get("part", "")
        parts = [
            {"code": code, "label": label, "count": len(comparison.get(code, []))}
            for code, label in PARTS.items()
        ]
        if part not in PARTS:
            part = next((each["code"] for each in parts if each["count"]), "added")
        page = Paginator(comparison.get(part, []), 50).get_page(request.GET.get("page"))
        context = {
            "is_working": row.status in roster.WORKING and not is_stuck,
            "is_stuck": is_stuck,
            "progress": roster.progress_of(row),
            "parts": parts,
            "part": part,
            "page_obj": page,
            "items": [self._line(each, row.organization.words) for each in page],
            "dropped": row.reading.get("dropped", []),
            "unknown": row.reading.get("unknown", []),
            "notes": row.reading.get("notes", [])[:20],
            "has_rejected": row.status in COMPARED and bool(comparison.get("rejected")),
            "rejected_url": self.url("rejected", row.pk),
        }
        if lacking := comparison.get("missing_units"):
            context["coming"] = coming_chats(row.organization, lacking)
        return super().change_view(request, object_id, form_url, context)

    @staticmethod
    def _line(item, words):
        """One row of the comparison in words: name, where, and what changes."""
        changes = [
            f"{FIELD_LABELS.get(name, name).format_map(words)}: {former or '—'} → {new}"
            for name, (former, new) in item.get("fields", {}).items()
        ]
        for parent in item.get("parents", []):
            if parent["new"]:
                changes.append(f"родитель: {parent['name']}")
            elif parent["fields"]:
                changes.append(f"родитель {parent['name']}: изменились данные")
        place = item.get("unit") or item.get("post") or item.get("subject") or ""
        if item.get("subject") and item.get("unit"):
            place = f"{item['subject']}, {item['unit']}"
        return {
            "row": item.get("row"),
            "name": item.get("name", ""),
            "place": place,
            "changes": changes,
            "reason": item.get("reason", ""),
        }

    @display(description="состояние")
    def state(self, obj):
        return obj.get_status_display()

    @display(description="что в нём нового")
    def counts(self, obj):
        comparison = obj.comparison
        return ", ".join(
            f"{label.lower()}: {len(comparison.get(code, []))}"
            for code, label in PARTS.items()
            if comparison.get(code) and code != "unchanged"
        )
