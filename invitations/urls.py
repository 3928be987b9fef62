from django.urls import path

from invitations.views import issuing, opening

app_name = "invitations"
urlpatterns = [
    path("o/<slug:slug>/units/<number:unit_pk>/slips/", issuing.slips, name="slips"),
    path("i/<str:token>/", opening.open_link, name="open"),
    path("i/<str:token>/register/", opening.register, name="register"),
    path("i/<str:token>/join/", opening.join, name="join"),
    path("o/<slug:slug>/invitations/", issuing.invitation_list, name="invitation_list"),
    path("o/<slug:slug>/invitations/<number:pk>/", issuing.passport, name="passport"),
    path("o/<slug:slug>/invitations/<number:pk>/revoke/", issuing.revoke, name="revoke"),
    path("o/<slug:slug>/invitations/<number:pk>/reissue/", issuing.reissue, name="reissue"),
    path(
        "o/<slug:slug>/invitations/<number:pk>/quarantine/", issuing.quarantine, name="quarantine"
    ),
    path(
        "o/<slug:slug>/invitations/<number:pk>/lift/",
        issuing.lift_quarantine,
        name="lift_quarantine",
    ),
    path("o/<slug:slug>/units/<number:unit_pk>/invitations/new/", issuing.issue, name="issue"),
]
