"""The oracle against hand-computed numbers and against itself.

usage: python3 -m unittest discover -s src/test/python/oracle
"""
import os
import shutil
import sys
import tempfile
import unittest
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import make_sample  # noqa: E402
from ledgercheck import costs, exact, rates, yamltext  # noqa: E402
from ledgercheck.sessions import Record  # noqa: E402
from oracle import tables  # noqa: E402

ROOT = os.path.join(HERE, "..", "..", "..", "..")
SAMPLE = os.path.join(ROOT, "src", "main", "resources", "sample", "landing")
CONF = os.path.join(ROOT, "conf")


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tables = tables(SAMPLE, CONF)

    def test_each_session_costs_what_its_readme_says(self):
        costs = {r["session_id"]: r["total_cost_usd"] for r in self.tables["session_cost"]}
        expected = {
            "RM_forum": "0.0237288", "RM_interview_full": "27.375", "RM_interview_mini": "3.075", "RM_short": "0.015",
            "RM_noshow": "0.005", "RM_outlived": "0.130044", "RM_pipeline": "0.680931666667", "RM_threshold": "0.693755",
            "RM_noon": "0.15821", "RM_inference": "0.08", "RM_js": "0.0235696", "RM_report": "0.0485696",
            "RM_gemini": "0.003578", "RM_analytics": "0.0762", "RM_batch": "0.0376", "RM_broken": "0.000028"}
        self.assertEqual(costs, {k: Decimal(v) for k, v in expected.items()})

    def test_every_sum_of_charges_is_the_same(self):
        total = sum(c["contracted_cost"] for c in self.tables["charge"])
        self.assertEqual(total, Decimal("33.426214666667"))
        for table, column in (("project_cost_daily", "total_cost_usd"), ("provider_cost_daily", "contracted_cost_usd")):
            self.assertEqual(sum(r[column] for r in self.tables[table]), total)

    def test_the_bill_differs_by_its_two_faults(self):
        totals = [(r["period_start"], r["variance"]) for r in self.tables["reconciliation"] if r["scope"] == "total"]
        self.assertEqual(totals, [("2026-09-21", 0), ("2026-09-22", Decimal("0.6375")), ("2026-09-23", Decimal("0.25"))])

    def test_what_is_bad_or_unpriced_is_a_row(self):
        self.assertEqual(len(self.tables["quarantine"]), 6)
        self.assertEqual(sorted(r["reason"] for r in self.tables["unpriced_usage"]), ["no_rate_card", "no_rate_for_model"])

    def test_the_committed_files_are_what_the_script_writes(self):
        with tempfile.TemporaryDirectory() as again:
            shutil.copytree(os.path.join(SAMPLE, "rates"), os.path.join(again, "rates"))
            make_sample.main(again, CONF)
            self.assertEqual(contents(again), contents(SAMPLE))


CARD = rates.check(yamltext.load("""
id: x
biller: openai
effective_from: 2026-09-01
rates:
  - model: gpt-5.4
    per: 1000000
    prices: {input: 2.50, cache_read: 0.25, output: 15.00}
    long_context: {over: 272000, prices: {input: 5.00, cache_read: 0.50, output: 22.50}}
    tiers: {priority: {prices: {input: 5, cache_read: 0.5, output: 30}}, flex: {multiplier: 0.5}}
  - {model: webrtc, per: 60, prices: {webrtc_seconds: 0.0005}, increment: 60}
  - model: night-owl
    per: 1000000
    prices: {input: 1, output: 4}
    windows: [{utc: "16:30-00:30", days: [mon], multiplier: 0.5}]
"""))


class Pricing(unittest.TestCase):
    def test_context_and_tier_decide_the_price_of_a_request(self):
        def cost(prompt, tier=None):
            quantities = {"input_text": Decimal(prompt - 200000), "cache_read_text": Decimal(200000), "output_text": Decimal(100)}
            return self.cost("gpt-5.4", quantities, context=prompt, tier=tier)

        self.assertEqual(cost(272000), Decimal("0.2315"))  # 72,000 × 2.5 + 200,000 × 0.25 + 100 × 15
        self.assertEqual(cost(272001), Decimal("0.462255"))  # 72,001 × 5 + 200,000 × 0.5 + 100 × 22.5
        self.assertEqual(cost(272001, "flex"), Decimal("0.2311275"))
        self.assertEqual(cost(272001, "priority"), Decimal("0.463005"))  # 72,001 × 5 + 200,000 × 0.5 + 100 × 30: stays base

    def test_each_connection_is_rounded_up(self):
        for seconds, expected in (("0", "0.0005"), ("10", "0.0005"), ("70", "0.001")):
            self.assertEqual(self.cost("webrtc", {"webrtc_seconds": Decimal(seconds)}), Decimal(expected))

    def test_a_window_over_midnight_belongs_to_the_day_on_which_it_starts(self):
        for at, expected in (("2026-09-21T16:29:59Z", 1), ("2026-09-21T16:30:00Z", "0.5"), ("2026-09-22T00:29:59Z", "0.5"),
                             ("2026-09-22T00:30:00Z", 1), ("2026-09-22T16:30:00Z", 1), ("2026-09-21T00:10:00Z", 1)):
            self.assertEqual(self.cost("night-owl", {"input_text": Decimal(10**6)}, at=at), Decimal(expected), at)

    def cost(self, model, quantities, context=None, tier=None, at="2026-09-21T12:00:00Z"):
        record = Record("usage-record", "u", None, None, None, None, "llm", "openai", "direct", "openai", "default", model, tier,
                        None, exact.parse_instant(at), context, quantities, set())
        prices = rates.price(record, [CARD], [])
        return sum(exact.money(costs.billable(quantities[m], p) * p.unit_price / p.per) for m, (p, _) in prices.items())


class Exact(unittest.TestCase):
    def test_numbers_are_read_without_expanding_exponents(self):
        self.assertEqual(exact.parse_quantity("0E-6176"), 0)
        self.assertEqual(exact.parse_quantity("0.1234565"), Decimal("0.123456"))  # HALF_EVEN
        for text, reason in (("1E+400", "number_out_of_range"), ("NaN", "number_out_of_range"), ("1e15", "number_out_of_range"),
                             ("-1", "negative_quantity"), ("x", "not_a_number"), (True, "not_a_number"), ({}, "not_a_number")):
            with self.assertRaises(exact.Bad) as bad:
                exact.parse_quantity(text)
            self.assertEqual(bad.exception.reason, reason)

    def test_instants_are_cut_to_microseconds(self):
        day = 1_790_000_000
        self.assertEqual(exact.parse_instant("1790000000.1234567"), day * 10**6 + 123456)
        self.assertEqual(exact.parse_instant("1790000000123"), day * 10**6 + 123000)
        self.assertEqual(exact.parse_instant("2026-09-21T13:33:20.5+00:00"), 1_789_997_600_500_000)
        self.assertEqual(exact.parse_instant("2026-09-21T15:33:20.5+02:00"), 1_789_997_600_500_000)

    def test_the_yaml_of_the_settings_is_understood(self):
        text = "a: {b: [1, 'x, y'], c: \"#\"}  # comment\nlist:\n- k: v\n  m:\n    n: null\n- {p: '{q}'}\n"
        self.assertEqual(yamltext.load(text),
                         {"a": {"b": ["1", "x, y"], "c": "#"}, "list": [{"k": "v", "m": {"n": None}}, {"p": "{q}"}]})


def contents(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(place, name), "rb") as f:
                found[os.path.relpath(os.path.join(place, name), folder)] = f.read()
    return found


if __name__ == "__main__":
    unittest.main()
