"""Static files named by their content and compressed once, at set-up."""

from __future__ import annotations

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Gzip alone: Brotli at its best level makes set-up twenty times as long for few bytes."""

    def create_compressor(self, **options: Any) -> Compressor:
        """The compressor that runs once for each file."""
        return Compressor(use_brotli=False, **options)
