"""Whether a paper is genuine: for anybody, without signing in."""

from django.urls import path

from regulations.views import verification

urlpatterns = [
    path("verify/", verification.verify_by_hand, name="verify_by_hand"),
    path("verify/<str:code>/", verification.verify, name="verify"),
]
