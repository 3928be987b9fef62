"""Loads WeasyPrint, which every process that prints waits for, without what takes it longest."""

import ctypes.util
import gc
import re
import sys
from contextlib import contextmanager

#: The libraries that WeasyPrint opens; the last of the names that it tries is that of the file.
ITS_LIBRARIES = re.compile(r"(lib)?(gobject|pango|pangoft2|harfbuzz|fontconfig)\b")


@contextmanager
def loaded_quickly():
    """On Linux it need not try the names that its libraries have elsewhere: each of them costs a
    process or two (ldconfig, a compiler). Nor is there garbage to be looked for.
    """
    find = ctypes.util.find_library
    collected = gc.isenabled()
    gc.disable()
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None if ITS_LIBRARIES.match(name) else find(name)
    try:
        yield
    finally:
        ctypes.util.find_library = find
        if collected:
            gc.enable()


with loaded_quickly():
    from weasyprint import HTML
    from weasyprint.css import ColorProfile
    from weasyprint.layout import inline
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

__all__ = ["HTML", "ColorProfile", "FatalURLFetchingError", "URLFetcher", "inline"]
