"""Decides what Reflex needs to know before anything else: the application's name, and that it calls nobody."""

import reflex as rx
from reflex.constants import StateManagerMode

config = rx.Config(
    app_name="ansm",
    frontend_port=8000,
    backend_port=8000,
    backend_host="127.0.0.1",
    # No origin but our own: ansm.web.protection also refuses a foreign Origin on the event socket.
    cors_allowed_origins=[],
    # The state is a cache of the screen; every answer is in our database before it is acknowledged.
    state_manager_mode=StateManagerMode.MEMORY,
    # Seconds a screen left untouched is remembered, whatever the name says. The RGAA (13.1) asks that a limit under
    # twenty hours can be extended, and a town clerk is interrupted: an open page of results weighs about 140 kB here.
    redis_token_expiration=21 * 3600,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # The interface follows the system's light or dark preference in CSS alone.
    default_color_mode="system",
    frontend_lazy_bundled_libraries=True,
    # A sixth less than gzip on a slow line; what no longer fits its copy is written again by ansm.web.build.
    frontend_compression_formats=["brotli", "gzip"],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
