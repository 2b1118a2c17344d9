"""The people of the stories, for what happens around every page."""

from tests.people import *  # noqa: F403
