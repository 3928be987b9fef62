from django.urls import path

from memberships.views import applying, card_entry, cards, deciding, families, following, undoing

app_name = "memberships"
urlpatterns = [
    # «Я из этой организации»: a request without a link.
    path("apply/", applying.organizations, name="apply"),
    path("apply/<slug:slug>/", applying.place, name="apply_place"),
    path("apply/<slug:slug>/<str:role>/<number:unit_pk>/", applying.form, name="apply_form"),
    # A request by its private code, without an account.
    path("r/", following.by_hand, name="by_hand"),
    path("r/<str:code>/", following.status, name="code_status"),
    path("r/<str:code>/withdraw/", following.withdraw, name="code_withdraw"),
    path("r/<str:code>/again/", following.again, name="code_again"),
    path("r/<str:code>/confirm/", following.confirm, name="code_confirm"),
    path("r/<str:code>/letter/", following.letter, name="code_letter"),
    # The same for who is signed in, by the request's number.
    path("requests/<number:pk>/", following.status, name="own_status"),
    path("requests/<number:pk>/again/", following.again, name="own_again"),
    path("requests/<number:pk>/confirm/", following.confirm, name="own_confirm"),
    path("requests/<number:pk>/letter/", following.letter, name="own_letter"),
    path("requests/<number:pk>/code/", following.new_code, name="own_code"),
    path("requests/<number:pk>/withdraw/", following.withdraw, name="own_withdraw"),
    # Requests for those who decide them but keep no registers.
    path("o/<slug:slug>/joining/", deciding.request_list, name="request_list"),
    path("o/<slug:slug>/joining/matched/", deciding.matched, name="matched"),
    path("o/<slug:slug>/joining/<number:pk>/", deciding.request_page, name="request"),
    path("o/<slug:slug>/joining/<number:pk>/look/", deciding.look, name="look"),
    path("o/<slug:slug>/joining/<number:pk>/approve/", deciding.approve, name="approve"),
    path("o/<slug:slug>/joining/<number:pk>/child/", deciding.choose_child, name="child"),
    path("o/<slug:slug>/joining/<number:pk>/reject/", deciding.reject, name="reject"),
    path("o/<slug:slug>/joining/<number:pk>/defer/", deciding.defer, name="defer"),
    path("o/<slug:slug>/joining/<number:pk>/undo/", deciding.undo, name="undo"),
    path("o/<slug:slug>/joining/<number:pk>/undo-bulk/", undoing.undo_bulk, name="undo_bulk"),
    # Signing in by a printed card.
    path("c/<str:token>/", card_entry.open_card, name="card_open"),
    path("c/", card_entry.card_pin, name="card_pin"),
    path("o/<slug:slug>/units/<number:pk>/cards/", cards.card_list, name="card_list"),
    path("o/<slug:slug>/units/<number:pk>/cards/print/", cards.print_cards, name="cards_print"),
    path(
        "o/<slug:slug>/units/<number:pk>/cards/<number:user_pk>/revoke/",
        cards.revoke_card,
        name="card_revoke",
    ),
    path("o/<slug:slug>/units/<number:pk>/families/", families.family_list, name="family_list"),
]
