"""People come in, firms say who they are, officers read the desk and the log."""

from __future__ import annotations

from tests.browser.conftest import People


def test_an_officer_invites_somebody_and_takes_it_back(person: People, visitor: People) -> None:
    agnes = person("agnes").to("people:members").picture("members")
    agnes.to("people:organization_register").fill(name="새봄안전", kind="supplier").confirm()
    agnes.picture("invite").fill(email="saebom@demo.invalid", role="editor").confirm()
    waiting = agnes.page.locator("tr", has_text="saebom@demo.invalid")
    agnes.follow(waiting.locator("a[href*='/remind/']")).confirm()
    visitor().to("people:demo_mails").says("saebom@demo.invalid").picture("demo-mails")
    agnes.follow(waiting.locator("a[href*='/revoke/']")).picture("invitation-revoke").confirm()


def test_a_newcomer_makes_an_account_from_the_link(person: People, visitor: People) -> None:
    agnes = person("agnes").to("people:organization_register")
    agnes.fill(name="가을안전", kind="supplier").confirm()
    agnes.fill(email="gaeul@demo.invalid", role="editor").confirm()
    guest = visitor().to("people:demo_mails")
    guest.open(guest.page.locator("a[href*='/invitations/']").first.get_attribute("href") or "")
    guest.picture("invitation").press("Make my account").picture("sign-up")
    secret = "a long and quiet sentence"
    guest.fill(name="가을", password1=secret, password2=secret).confirm()
    guest.to("companies:own").picture("supplier-register")
    guest.confirm()  # nothing filled in: every field is named
    guest.to("people:token_create").fill(name="관문").confirm().picture("token-created")
    guest.press("I have copied it").picture("profile-supplier")
    guest.follow(guest.page.locator("a[href*='/revoke/']")).confirm()
    guest.to("people:language_choose").picture("language")


def test_a_supplier_looks_after_its_own_things(person: People) -> None:
    editor = person("editor1").to("companies:own").picture("supplier")
    editor.to("companies:technology_add")
    editor.to("companies:worksites").picture("worksites")
    editor.to("companies:worksite_register").picture("worksite-register")
    editor.to("companies:account_register").picture("account-register")
    editor.fill(bank_code="004", number="110-222-333333", holder="한빛안전").confirm()


def test_the_treasurer_confirms_an_account(person: People) -> None:
    editor = person("editor2").to("companies:account_register")
    editor.fill(bank_code="088", number="110-222-444444", holder="가온안전").confirm()
    theo = person("theo").to("companies:accounts").picture("accounts")
    theo.follow(theo.page.locator("main table a").first).picture("account-confirm").confirm()


def test_an_auditor_reads_the_log_and_the_firms(person: People) -> None:
    audrey = person("audrey").to("audit:log").picture("log")
    audrey.fill(action="account.register").press("Look").says("****")
    audrey.to("companies:suppliers").picture("suppliers")
    audrey.to("people:profile").picture("profile-staff")


def test_an_officer_works_at_the_desk(person: People) -> None:
    agnes = person("agnes").open("/admin/").picture("desk")
    agnes.open("/admin/people/membership/").picture("desk-list")
    agnes.follow(agnes.page.locator("#result_list tbody a").first).picture("desk-object")
    agnes.open("/admin/people/invitation/do/invite/").picture("desk-verb")


def test_the_switches_work_without_a_script(visitor: People) -> None:
    guest = visitor(scripts=False).open("/accounts/login/")
    guest.press("High contrast").picture("sign-in-high-contrast").press("Normal colours")
