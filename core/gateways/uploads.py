"""Files on their way in: straight to the disk, and never more than one request may bring."""

from __future__ import annotations

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUpload(TemporaryFileUploadHandler):
    """Whoever announces too much is turned away before any of it fills the disk."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> Any:
        """Nothing is read yet; a request without a length has no body."""
        if content_length > self._most():
            raise RequestDataTooBig(f"{content_length} bytes in one request")
        return super().handle_raw_input(input_data, META, content_length, boundary, encoding)

    def _most(self) -> int:
        """Some pages take more than others, by the name of their route."""
        route = self.request.resolver_match if self.request else None
        page = route.view_name if route else ""
        return int(settings.LARGEST_REQUEST_AT.get(page, settings.LARGEST_REQUEST))
