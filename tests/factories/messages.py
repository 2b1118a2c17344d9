"""What a bank writes back in ISO 20022, as text that a test can read."""

from __future__ import annotations

from collections.abc import Iterable

SPACE = "urn:iso:std:iso:20022:tech:xsd:"


def document(
    kind: str, body: str, *, head: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> bytes:
    """A whole message of a kind such as `pain.002.001.10`."""
    return f'{head}\n<Document xmlns="{SPACE}{kind}">{body}</Document>'.encode()


def status(
    key: str,
    state: str = "ACSC",
    *,
    account: str = "12345678901234",
    amount: object = 5_000_000,
    reason: str = "",
    currency: str = "KRW",
) -> str:
    """One payment of a status report."""
    why = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>told so</AddtlInf></StsRsnInf>"
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{key}</OrgnlEndToEndId><TxSts>{state}</TxSts>"
        f"{why if reason else ''}<AccptncDtTm>2026-06-02T09:30:00+09:00</AccptncDtTm>"
        f"<OrgnlTxRef>{_amount(amount, currency)}{_account('CdtrAcct', account)}</OrgnlTxRef>"
        "</TxInfAndSts>"
    )


def report(
    *payments: str, about: str = "BF-2026-00001", group: str = "", version: str = "10"
) -> bytes:
    """pain.002 about one file of ours."""
    said = f"<GrpSts>{group}</GrpSts>" if group else ""
    why = "<StsRsnInf><Rsn><Prtry>FF01</Prtry></Rsn></StsRsnInf>" if group == "RJCT" else ""
    return document(
        f"pain.002.001.{version}",
        "<CstmrPmtStsRpt><GrpHdr><MsgId>R-1</MsgId></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{about}</OrgnlMsgId>{said}{why}</OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{about}</OrgnlPmtInfId>{''.join(payments)}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt>",
    )


def entry(
    *details: str,
    direction: str = "DBIT",
    amount: object = 5_000_000,
    booked: str = "<Sts><Cd>BOOK</Cd></Sts>",
    more: str = "",
    currency: str = "KRW",
) -> str:
    """One entry of a statement, with the payments in it."""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{more}{booked}'
        "<BookgDt><Dt>2026-06-02</Dt></BookgDt>"
        f"<NtryDtls>{''.join(details)}</NtryDtls></Ntry>"
    )


def details(
    key: str,
    *,
    account: str = "12345678901234",
    amount: object = None,
    party: str = "CdtrAcct",
    reason: str = "",
) -> str:
    """One payment inside an entry."""
    own = f'<Amt Ccy="KRW">{amount}</Amt>' if amount is not None else ""
    holder = f"<RltdPties>{_account(party, account)}</RltdPties>" if account else ""
    why = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    return f"<TxDtls><Refs><EndToEndId>{key}</EndToEndId></Refs>{own}{holder}{why}</TxDtls>"


def statement(*entries: str, kind: str = "camt.053.001.08") -> bytes:
    """camt.053, or camt.054 where that is the kind."""
    outer, inner = (
        ("BkToCstmrStmt", "Stmt")
        if kind.startswith("camt.053")
        else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    )
    return document(kind, f"<{outer}><{inner}>{''.join(entries)}</{inner}></{outer}>")


def many(keys: Iterable[str]) -> bytes:
    """A status report that says of each that it is paid."""
    return report(*map(status, keys))


def _account(name: str, number: str) -> str:
    return f"<{name}><Id><Othr><Id>{number}</Id></Othr></Id></{name}>" if number else ""


def _amount(amount: object, currency: str) -> str:
    if amount is None:
        return ""
    return f'<Amt><InstdAmt Ccy="{currency}">{amount}</InstdAmt></Amt>'
