"""The outermost subject: the contract itself."""

ROOT = "contract"
