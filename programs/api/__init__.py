"""Payment terms as other systems use them."""

from programs.api.terms import TermsBound, TermsCheck, TermsDiff, TermsExplain, TermsPrice

__all__ = ["TermsBound", "TermsCheck", "TermsDiff", "TermsExplain", "TermsPrice"]
