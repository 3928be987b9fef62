"""Forms with a file: too large ones are refused before a byte of them is read."""

from functools import wraps

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

MEGABYTE = 1 << 20
#: What a form holds beside its file.
REST_OF_FORM = 64 * 1024


def limited_upload(most, *, back):
    """A view whose forms bear at most ``most`` bytes of file; more is answered with 413.

    ``back`` is the name of the page of the form, which has the same arguments. The length is
    looked at before the form is read, hence before the check of its CSRF token, which takes place
    all the same. A body that names no length is none that a browser sends.
    """

    def decorate(view):
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def limited(request, *args, **kwargs):
            if request.method == "POST" and not _fits(request, most + REST_OF_FORM):
                context = {
                    "most": most // MEGABYTE,
                    "back_url": reverse(back, args=args, kwargs=kwargs),
                }
                return render(request, "errors/413.html", context, status=413)
            return protected(request, *args, **kwargs)

        return limited

    return decorate


def no_larger_than(most):
    """A validator of a FileField."""

    def validate(file):
        if file.size > most:
            raise ValidationError(f"Файл больше {most // MEGABYTE} МБ. Выберите другой.")

    return validate


def _fits(request, most):
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdigit() and int(length) <= most
