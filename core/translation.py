"""Put the sentences of pure code into the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from core.domain.words import Sentence


def in_words(sentence: Sentence) -> str:
    """Say a sentence in the language that is active."""
    return gettext(sentence.text) % {name: gettext(v) if v else v for name, v in sentence.values.items()}
