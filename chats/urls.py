from django.urls import path, register_converter

from chats import views


class ScopeConverter:
    regex = "organization|unit|unit_subject"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ScopeConverter, "scope")

app_name = "chats"
urlpatterns = [
    path("o/<slug:slug>/units/<number:pk>/", views.unit_page, name="unit"),
    path("o/<slug:slug>/chats/", views.chat_list, name="chat_list"),
    path("o/<slug:slug>/chats/new/", views.kind_list, name="kind_list"),
    path(
        "o/<slug:slug>/chats/new/<slug:kind>/<scope:scope>/<number:place_pk>/",
        views.create,
        name="create",
    ),
    path(
        "o/<slug:slug>/chats/ask/<slug:kind>/<scope:scope>/<number:place_pk>/",
        views.ask,
        name="ask",
    ),
    path("o/<slug:slug>/chats/<number:pk>/", views.chat_page, name="chat"),
    path("o/<slug:slug>/chats/<number:pk>/post/", views.post, name="post"),
    path("o/<slug:slug>/chats/<number:pk>/people/", views.people, name="people"),
    path("o/<slug:slug>/chats/<number:pk>/people/add/", views.people_add, name="people_add"),
    path(
        "o/<slug:slug>/chats/<number:pk>/people/<number:user_pk>/remove/",
        views.person_remove,
        name="person_remove",
    ),
]
