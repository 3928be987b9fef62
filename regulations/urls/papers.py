"""Documents other than the regulation, their package, their words."""

from django.urls import path

from regulations.views import cancelling, letters, package, papers, word_forms

PREFIX = "o/<slug:slug>/documents/"
urlpatterns = [
    path(PREFIX, papers.document_list, name="document_list"),
    path(f"{PREFIX}new/<slug:kind>/", papers.paper_create, name="paper_create"),
    path(f"{PREFIX}package/", package.package, name="package"),
    path(f"{PREFIX}package/prepare/", package.package_prepare, name="package_prepare"),
    path(f"{PREFIX}package/approve/", package.package_approve, name="package_approve"),
    path(f"{PREFIX}package.pdf", package.package_pdf, name="package_pdf"),
    path(f"{PREFIX}package.zip", package.package_zip, name="package_zip"),
    path(f"{PREFIX}words/", word_forms.word_list, name="word_list"),
    path(f"{PREFIX}words/forms/", word_forms.word_forms, name="word_forms"),
    path(f"{PREFIX}words/<number:pk>/forget/", word_forms.word_forget, name="word_forget"),
    path(f"{PREFIX}<number:pk>/", papers.paper, name="paper"),
    path(f"{PREFIX}<number:pk>.pdf", papers.paper_pdf, name="paper_pdf"),
    path(f"{PREFIX}<number:pk>-large.pdf", papers.paper_large_pdf, name="paper_large_pdf"),
    path(f"{PREFIX}<number:pk>.eml", letters.letter_eml, name="letter_eml"),
    path(f"{PREFIX}<number:pk>/facts/", papers.paper_facts, name="paper_facts"),
    path(f"{PREFIX}<number:pk>/approve/", papers.paper_approve, name="paper_approve"),
    path(f"{PREFIX}<number:pk>/discard/", papers.paper_discard, name="paper_discard"),
    path(f"{PREFIX}<number:pk>/cancel/", cancelling.order_cancel, name="order_cancel"),
    path(f"{PREFIX}<number:pk>/replace/", cancelling.order_replace, name="order_replace"),
    path(f"{PREFIX}<number:pk>/send/", letters.letter_send, name="letter_send"),
]
