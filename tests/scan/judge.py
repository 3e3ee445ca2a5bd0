"""What to say about skips and findings; pure, so that selftest.py can show every fault."""

from rules import HELD_IN_PRODUCTION, NEVER_SKIPPED

WORDS = 3  # fewer are no reason


def forbidden(skips):
    """Skips that are not to be, whatever the scanners find."""
    for place, reason in sorted(skips.items()):
        if place.rule in NEVER_SKIPPED:
            yield f"{place}: this rule may not be skipped, mend what it is about"
        if len(reason.split()) < WORDS:
            yield f"{place}: \"{reason}\" is no reason"


def unexpected(findings, skips):
    """Findings, as (place, whether it is in production, text), that no skip covers."""
    for place, production, text in findings:
        if place not in skips:
            yield f"{place}: {text}"
        elif production and place.rule in HELD_IN_PRODUCTION:
            yield f"{place}: has to hold in production: {text}"


def idle(findings, skips):
    """Skips that nothing needs any more."""
    used = {place for place, _, _ in findings}
    return (f"{place}: nothing needs this skip any more, remove it" for place in sorted(skips.keys() - used))
