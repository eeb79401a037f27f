"""Charges, and the sums of charges."""
from collections import defaultdict

from .exact import ZERO, Decimal, ceil_to, day_of, money
from .rates import FOREVER, Unpriced, price

RESOURCE_KINDS = ("webrtc", "agent", "sip", "egress", "ingress")
FAMILY = {"llm": "ai", "stt": "ai", "tts": "ai", "tool": "ai", "webrtc": "transport", "data": "transport",
          "sip": "telephony", "phone_number": "telephony"}
PACIFIC_BILLERS = ("google", "google-vertex", "google-cloud")


def charges(records, cards, contracts, conf, known_at=FOREVER):
    """(charges, unpriced records as (record, reason))."""
    groups, unpriced = defaultdict(list), []
    for r in records:
        if r.standing != "used":
            continue
        try:
            prices = price(r, cards, contracts, known_at)
        except Unpriced as e:
            unpriced.append((r, e.reason))
            continue
        for meter, (p, flags) in prices.items():
            key = (r.session, r.project, day_of(r.used_at), billing_date(r, conf), r.biller, r.account, r.provider, r.route,
                   r.kind, r.model, p)
            groups[key].append((r, r.quantities[meter], flags))
    return [charge(key, members) for key, members in groups.items()], unpriced


def billing_date(r, conf):
    zone = conf.time_zones.get(r.biller) or ("America/Los_Angeles" if r.biller in PACIFIC_BILLERS else "UTC")
    if zone == "UTC":
        return day_of(r.used_at)
    import zoneinfo
    import datetime
    at = datetime.datetime.fromtimestamp(r.used_at // 1_000_000, datetime.timezone.utc)
    return at.astimezone(zoneinfo.ZoneInfo(zone)).date().isoformat()


def billable(quantity, p):
    if p.increment is None:
        return max(p.minimum, quantity)
    return max(p.minimum, ceil_to(quantity, p.increment), p.increment)


def charge(key, members):
    session, project, usage_date, billing, biller, account, provider, route, kind, model, p = key
    quantity = sum((q for _, q, _ in members), ZERO)
    if kind in RESOURCE_KINDS:
        to_bill = sum((billable(q, p) for _, q, _ in members), ZERO)
    else:
        to_bill = billable(quantity, p)
    return {
        "session_id": session or "", "project_id": project, "usage_date": usage_date, "billing_date": billing,
        "biller": biller, "account": account, "provider": provider, "route": route, "kind": kind, "model": model,
        "sku": p.sku, "meter": p.meter, "service_tier": p.tier, "region": p.region, "context_band": p.band,
        "records": Decimal(len(members)), "quantity": quantity, "billable_quantity": to_bill,
        "unit_price": p.unit_price, "contracted_unit_price": p.contracted, "per": p.per,
        "list_cost": money(to_bill * p.unit_price / p.per), "contracted_cost": money(to_bill * p.contracted / p.per),
        "flags": " ".join(sorted(set().union(*(r.flags | f for r, _, f in members)))),
    }


def session_costs(all_charges, unpriced, records):
    out = defaultdict(lambda: dict.fromkeys(("ai", "transport", "telephony", "platform"), ZERO))
    for r, _ in unpriced:
        if r.session is not None:
            out[r.session, r.project]
    for r in records:
        if r.session is not None and r.ended_at is not None and r.standing == "used":
            out[r.session, r.project]
    for c in all_charges:
        if c["session_id"]:
            out[c["session_id"], c["project_id"]][FAMILY.get(c["kind"], "platform")] += c["contracted_cost"]
    rows = []
    for (session, project), families in sorted(out.items()):
        row = {"session_id": session, "project_id": project}
        row.update({f"{name}_cost_usd": families[name] for name in families})
        row["total_cost_usd"] = sum(families.values(), ZERO)
        rows.append(row)
    return rows


def summed(all_charges, keys, measure):
    out = defaultdict(lambda: ZERO)
    for c in all_charges:
        out[tuple(c[k] for k in keys)] += c["contracted_cost"]
    return [dict(zip(keys, key), **{measure: total}) for key, total in sorted(out.items())]
