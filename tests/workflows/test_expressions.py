#!/usr/bin/env python3
"""Expressions mean what they mean on GitHub."""

import unittest

from expressions import evaluate, interpolate

CONTEXT = {
    "github": {"event_name": "push", "ref": "refs/heads/main"},
    "needs": {"a": {"result": "success", "outputs": {"wave-0": '["1/1"]'}}, "b": {"result": "skipped", "outputs": {}}},
    "matrix": {"part": 0, "stack": "environments/staging"},
}


class Expressions(unittest.TestCase):
    def test_values(self):
        for text, value in (
                ("'it''s'", "it's"), ("3", 3), ("true", True), ("null", None), ("github.ref", "refs/heads/main"),
                ("github['ref']", "refs/heads/main"), ("github.nothing.at.all", None), ("needs.a.outputs.wave-0", '["1/1"]'),
                ("fromJSON(needs.a.outputs.wave-0)", ["1/1"]), ("needs.*.result", ["success", "skipped"]),
                ("contains(needs.*.result, 'skipped')", True), ("contains('abc', 'B')", True), ("format('{0}-{1}', 'a', 2)", "a-2"),
                ("matrix.part == 0", True), ("'A' == 'a'", True), ("github.ref != 'x' && 'yes' || 'no'", "yes"),
                ("!contains(needs.*.result, 'failure') && needs.b.outputs.wave-0 != ''", False), ("!(false || '')", True)):
            with self.subTest(text):
                self.assertEqual(evaluate(text, CONTEXT), value)

    def test_mistakes(self):
        for text in ("nobody.knows", "unheard()", "'a' 'b'", "(", "a + b"):
            with self.subTest(text), self.assertRaises(ValueError):
                evaluate(text, CONTEXT)

    def test_texts(self):
        self.assertEqual(interpolate("part ${{ matrix.part }} of ${{ github.event_name }}", CONTEXT), "part 0 of push")
        self.assertEqual(interpolate({"a": ["${{ fromJSON('[1]') }}"]}, CONTEXT), {"a": [[1]]})


if __name__ == "__main__":
    unittest.main()
