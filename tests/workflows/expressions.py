"""GitHub's expressions, as far as workflows here use them: literals, contexts, comparison, logic, and a few functions.

evaluate() takes the text of an expression, interpolate() a text with ${{ … }} in it; `context` is a dict of contexts, and
`functions` has those that know of jobs and steps (success, failure, always, cancelled).
"""

import json
import re

TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|[!().,*\[\]]))")


def truth(value):
    return value not in (None, False, 0, "")


def text_of(value):
    """A value as it is put into text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def equal(left, right):
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    return left == right or text_of(left) == text_of(right)


def contains(where, what):
    if isinstance(where, list):
        return any(equal(item, what) for item in where)
    return text_of(what).lower() in text_of(where).lower()


FUNCTIONS = {
    "contains": contains,
    "format": lambda pattern, *values: re.sub(r"\{(\d+)\}", lambda match: text_of(values[int(match[1])]), pattern),
    "fromJSON": json.loads,
    "hashFiles": lambda *patterns: "0" * 64,
    "join": lambda items, separator=",": separator.join(map(text_of, items)),
    "startsWith": lambda where, what: text_of(where).lower().startswith(text_of(what).lower()),
    "toJSON": json.dumps,
}


class Parser:
    """Recursive descent; a method for each level of precedence."""

    def __init__(self, text, context, functions):
        self.tokens, self.at, self.text = [], 0, text
        self.context, self.functions = context, {**FUNCTIONS, **functions}
        while self.at < len(text.rstrip()):
            match = TOKEN.match(text, self.at)
            if not match:
                raise ValueError(f"cannot read the expression {text!r} from {text[self.at:]!r}")
            self.tokens.append(match)
            self.at = match.end()
        self.at = 0

    def peek(self):
        return self.tokens[self.at][0].strip() if self.at < len(self.tokens) else None

    def take(self, *wanted):
        if self.peek() in wanted:
            self.at += 1
            return True
        return False

    def expect(self, wanted):
        if not self.take(wanted):
            raise ValueError(f"{self.text!r}: expected {wanted!r}, found {self.peek()!r}")

    def whole(self):
        value = self.disjunction()
        if self.peek() is not None:
            raise ValueError(f"{self.text!r}: {self.peek()!r} is left over")
        return value

    def disjunction(self):
        value = self.conjunction()
        while self.take("||"):
            other = self.conjunction()
            value = value if truth(value) else other
        return value

    def conjunction(self):
        value = self.comparison()
        while self.take("&&"):
            other = self.comparison()
            value = other if truth(value) else value
        return value

    def comparison(self):
        value = self.unary()
        while self.peek() in ("==", "!="):
            same = self.peek() == "=="
            self.at += 1
            value = equal(value, self.unary()) == same
        return value

    def unary(self):
        return not truth(self.unary()) if self.take("!") else self.postfix()

    def postfix(self):
        value = self.primary()
        while self.peek() in (".", "["):
            if self.take("["):
                value = self.item(value, self.disjunction())
                self.expect("]")
            else:
                self.expect(".")
                name = self.peek()
                self.at += 1
                value = self.every(value) if name == "*" else self.item(value, name)
        return value

    @staticmethod
    def every(value):
        return Every(value.values() if isinstance(value, dict) else value or [])

    @staticmethod
    def item(value, key):
        if isinstance(value, Every):
            return Every(item.get(key) for item in value)
        if isinstance(value, list):
            return value[int(key)] if 0 <= int(key) < len(value) else None
        return value.get(key) if isinstance(value, dict) else None

    def primary(self):
        if self.take("("):
            value = self.disjunction()
            self.expect(")")
            return value
        if self.at == len(self.tokens):
            raise ValueError(f"{self.text!r} ends too early")
        string, number, name, _ = self.tokens[self.at].groups()
        self.at += 1
        if string is not None:
            return string[1:-1].replace("''", "'")
        if number is not None:
            return float(number) if "." in number else int(number)
        if name is None:
            raise ValueError(f"{self.text!r}: {self.tokens[self.at - 1][0].strip()!r} begins nothing")
        if self.take("("):
            return self.call(name)
        if name in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[name]
        if name not in self.context:
            raise ValueError(f"{self.text!r}: there is no context {name!r} here")
        return self.context[name]

    def call(self, name):
        arguments = []
        while not self.take(")"):
            arguments.append(self.disjunction())
            self.take(",")
        if name not in self.functions:
            raise ValueError(f"{self.text!r}: there is no function {name!r}")
        return self.functions[name](*arguments)


class Every(list):
    """What `.*` gives: names behind it are asked of each."""


def evaluate(text, context, functions=None):
    return Parser(text, context, functions or {}).whole()


def interpolate(value, context, functions=None):
    """The same value with its expressions worked out: texts, and what is in lists and maps. A text that is one expression gives
    the expression's value."""
    if isinstance(value, dict):
        return {key: interpolate(item, context, functions) for key, item in value.items()}
    if isinstance(value, list):
        return [interpolate(item, context, functions) for item in value]
    if not isinstance(value, str):
        return value
    whole = re.fullmatch(r"\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*", value, re.S)
    if whole:
        return evaluate(whole[1], context, functions)
    return re.sub(r"\$\{\{(.*?)\}\}", lambda match: text_of(evaluate(match[1], context, functions)), value, flags=re.S)
