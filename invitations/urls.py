from django.urls import path

from invitations import views

app_name = "invitations"
urlpatterns = [
    path("o/<slug:slug>/units/<int:unit_pk>/slips/", views.slips, name="slips"),
    path("i/<str:token>/", views.open_link, name="open"),
    path("i/<str:token>/register/", views.register, name="register"),
    path("i/<str:token>/join/", views.join, name="join"),
    path("o/<slug:slug>/invitations/", views.invitation_list, name="invitation_list"),
    path("o/<slug:slug>/invitations/<int:pk>/", views.passport, name="passport"),
    path("o/<slug:slug>/invitations/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("o/<slug:slug>/invitations/<int:pk>/reissue/", views.reissue, name="reissue"),
    path("o/<slug:slug>/invitations/<int:pk>/quarantine/", views.quarantine, name="quarantine"),
    path("o/<slug:slug>/invitations/<int:pk>/lift/", views.lift_quarantine, name="lift_quarantine"),
    path("o/<slug:slug>/units/<int:unit_pk>/invitations/new/", views.issue, name="issue"),
]
