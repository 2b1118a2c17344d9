"""Only keys: every field and button that a story needs has to be reached with them."""

from __future__ import annotations

from tests.browser.walk import Walk

MOST_KEYS = 80


def focused(walk: Walk, selector: str) -> None:
    """Tab from the top of the page until this has the focus."""
    walk.page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); }")
    for _ in range(MOST_KEYS):
        walk.page.keyboard.press("Tab")
        if walk.page.evaluate("what => document.activeElement.matches(what)", selector):
            return
    raise AssertionError(f"no key leads to {selector}")


def pressed(walk: Walk, key: str = "Enter") -> Walk:
    """Press it, and look where it leads."""
    with walk.page.expect_navigation(wait_until="load"):
        walk.page.keyboard.press(key)
    return walk.look()


def went(walk: Walk, *, to: str) -> Walk:
    """Reach the link to an address on this page, and follow it."""
    focused(walk, f"main a[href='{to}']")
    return pressed(walk)


def typed(walk: Walk, **answers: str) -> Walk:
    """Reach each field and type into it; what stood there is replaced."""
    for name, answer in answers.items():
        focused(walk, f"main [name='{name}']")
        walk.page.keyboard.press("Control+A")
        walk.page.keyboard.insert_text(answer)
    return walk


def chosen(walk: Walk, **answers: str) -> Walk:
    """Reach each group of choices and walk it with the arrows."""
    for name, answer in answers.items():
        focused(walk, f"main [name='{name}']")
        walk.page.keyboard.press("Space")
        for _ in range(MOST_KEYS):
            if walk.page.evaluate("() => document.activeElement.value") == answer:
                break
            walk.page.keyboard.press("ArrowDown")
        else:
            raise AssertionError(f"no key chooses {answer} of {name}")
    return walk


def ticked(walk: Walk, name: str) -> Walk:
    """Reach a box and tick it."""
    focused(walk, f"main [name='{name}']")
    walk.page.keyboard.press("Space")
    return walk


def sent(walk: Walk) -> Walk:
    """Reach the button that does what the page is for, and press it."""
    focused(walk, "main form button:is(.primary, .danger)")
    return pressed(walk)
