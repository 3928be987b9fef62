from django.urls import path

from memberships.views import applying, following

app_name = "memberships"
urlpatterns = [
    # «Я из этой организации»: a request without a link.
    path("apply/", applying.organizations, name="apply"),
    path("apply/<slug:slug>/", applying.place, name="apply_place"),
    path("apply/<slug:slug>/<str:role>/<int:unit_pk>/", applying.form, name="apply_form"),
    # A request by its private code, without an account.
    path("r/", following.by_hand, name="by_hand"),
    path("r/<str:code>/", following.status, name="code_status"),
    path("r/<str:code>/withdraw/", following.withdraw, name="code_withdraw"),
    path("r/<str:code>/again/", following.again, name="code_again"),
    path("r/<str:code>/confirm/", following.confirm, name="code_confirm"),
    path("r/<str:code>/letter/", following.letter, name="code_letter"),
    # The same for who is signed in, by the request's number.
    path("requests/<int:pk>/", following.status, name="own_status"),
    path("requests/<int:pk>/again/", following.again, name="own_again"),
    path("requests/<int:pk>/confirm/", following.confirm, name="own_confirm"),
    path("requests/<int:pk>/letter/", following.letter, name="own_letter"),
    path("requests/<int:pk>/code/", following.new_code, name="own_code"),
    path("requests/<int:pk>/withdraw/", following.withdraw, name="own_withdraw"),
]
