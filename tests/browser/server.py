"""A real web server beside the tests, so that a real browser has somewhere to go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import override_settings
from django.test.testcases import QuietWSGIRequestHandler

FILES = {
    "WHITENOISE_USE_FINDERS": True,
    "WHITENOISE_AUTOREFRESH": True,
    "WHITENOISE_MAX_AGE": 600,  # as in production: a browser asks for a file once
}


class Handler(QuietWSGIRequestHandler):
    """Head and body leave as they come; waiting to join them costs 40 ms on every page."""

    disable_nagle_algorithm = True


@contextmanager
def serving() -> Iterator[str]:
    """The platform's own WSGI application on a free port of this machine; its address.

    Static files come through WhiteNoise as in production, but straight from their sources:
    a test never sees the copy that an earlier set-up made.
    """
    with override_settings(**FILES):  # read once, when the middleware is made
        application = WSGIHandler()
    server = ThreadedWSGIServer(("127.0.0.1", 0), Handler)
    server.set_app(application)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
