"""Decides as IAM does: explicit deny, then allow, then nothing.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. What is not understood counts
against the policy: an unknown condition does not hold back an Allow and does not make a Deny apply.
"""

import json
import re
from functools import lru_cache


@lru_cache(maxsize=None)
def pattern(text, ignore_case=False):
    """IAM's wildcards: * is any text, ? one character."""
    parts = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in text)
    return re.compile("".join(parts), re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def matches(text, patterns, ignore_case=False):
    return any(pattern(one, ignore_case).fullmatch(text) for one in patterns)


# A context that is as it suits who asks: conditions hold nobody back.
ANY = None


def as_list(value):
    return value if isinstance(value, list) else [value]


def texts(values):
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in as_list(values)]


def _equals(given, wanted):
    return given in wanted


def _like(given, wanted):
    return matches(given, wanted)


OPERATORS = {
    "StringEquals": _equals,
    "StringLike": _like,
    "ArnEquals": _like,
    "ArnLike": _like,
    "Bool": _equals,
}
NEGATED = {
    "StringNotEquals": _equals,
    "StringNotLike": _like,
    "ArnNotEquals": _like,
    "ArnNotLike": _like,
}


def holds(operator, key, wanted, context):
    """Whether one condition holds; None when the operator is not known here."""
    wanted = texts(wanted)
    given = {name.lower(): value for name, value in context.items()}.get(key.lower())
    if operator == "Null":
        return (given is None) == (wanted == ["true"])
    if operator in OPERATORS:
        return given is not None and OPERATORS[operator](given, wanted)
    if operator in NEGATED:
        return given is None or not NEGATED[operator](given, wanted)
    return None


def condition_applies(statement, context):
    if context is ANY:
        return statement["Effect"] == "Allow" or not statement.get("Condition")
    for operator, keys in statement.get("Condition", {}).items():
        for key, wanted in keys.items():
            result = holds(operator, key, wanted, context)
            if result is None:
                result = statement["Effect"] == "Allow"
            if not result:
                return False
    return True


def statement_applies(statement, action, resource, context):
    if "Action" in statement and not matches(action, as_list(statement["Action"]), ignore_case=True):
        return False
    if "NotAction" in statement and matches(action, as_list(statement["NotAction"]), ignore_case=True):
        return False
    if "Resource" in statement and not matches(resource, as_list(statement["Resource"])):
        return False
    if "NotResource" in statement and matches(resource, as_list(statement["NotResource"])):
        return False
    return condition_applies(statement, context)


@lru_cache(maxsize=None)
def statements(policy):
    return as_list(json.loads(policy)["Statement"])


def principal_applies(statement, principal):
    """principal is an ARN; None is one who does not say who he is."""
    named = statement.get("Principal", {})
    if named == "*":
        return True
    named = as_list(named.get("AWS", []))
    if "*" in named:
        return True
    if principal is None:
        return False
    account = principal.split(":")[4]
    return principal in named or account in named or f"arn:aws:iam::{account}:root" in named


def allowed(identity_policies, action, resource, context, resource_policy=None, principal=None):
    """Whether somebody with these policies may do it. The resource's own policy says yes or no too, when it has one."""
    applying = [
        statement
        for policy in identity_policies
        for statement in statements(policy)
        if statement_applies(statement, action, resource, context)
    ]
    if resource_policy is not None:
        applying += [
            statement
            for statement in statements(resource_policy)
            if principal_applies(statement, principal) and statement_applies(statement, action, resource, context)
        ]
    effects = {statement["Effect"] for statement in applying}
    return "Allow" in effects and "Deny" not in effects
