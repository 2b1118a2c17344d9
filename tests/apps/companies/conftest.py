"""The people of the stories, for this room."""

from tests.people import *  # noqa: F403
