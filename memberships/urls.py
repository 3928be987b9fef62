from django.urls import path

from memberships import views

app_name = "memberships"
urlpatterns = [
    path("o/<slug:slug>/joining/", views.request_list, name="request_list"),
    path("o/<slug:slug>/joining/matched/", views.matched, name="matched"),
    path("o/<slug:slug>/joining/<int:pk>/", views.request_page, name="request"),
    path("o/<slug:slug>/joining/<int:pk>/approve/", views.approve, name="approve"),
    path("o/<slug:slug>/joining/<int:pk>/child/", views.choose_child, name="child"),
    path("o/<slug:slug>/joining/<int:pk>/reject/", views.reject, name="reject"),
    path("o/<slug:slug>/joining/<int:pk>/defer/", views.defer, name="defer"),
    path("o/<slug:slug>/joining/<int:pk>/undo/", views.undo, name="undo"),
    path("c/<str:token>/", views.open_card, name="card_open"),
    path("c/", views.card_pin, name="card_pin"),
    path("o/<slug:slug>/units/<int:pk>/cards/", views.card_list, name="card_list"),
    path("o/<slug:slug>/units/<int:pk>/cards/print/", views.print_cards, name="cards_print"),
    path(
        "o/<slug:slug>/units/<int:pk>/cards/<int:user_pk>/revoke/",
        views.revoke_card,
        name="card_revoke",
    ),
    path("o/<slug:slug>/units/<int:pk>/families/", views.family_list, name="family_list"),
]
