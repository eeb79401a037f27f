"""The settings that matter to results."""
import os

from .yamltext import load


class Conf:
    """Settings of a folder with voxledger.yaml and its companions; a missing file is an empty one."""

    def __init__(self, folder):
        def read(name, empty):
            place = os.path.join(folder, name)
            if not os.path.exists(place):
                return empty
            with open(place, encoding="utf-8") as f:
                return load(f.read()) or empty

        main = read("voxledger.yaml", {})
        self.accounts = main.get("accounts") or {}
        self.self_hosted = main.get("self_hosted") or []
        self.trunks = (main.get("livekit") or {}).get("trunks") or {}
        self.billers = main.get("billers") or {}
        self.time_zones = {b: v["time_zone"] for b, v in self.billers.items() if v.get("time_zone")}
        self.rate_folders = [os.path.join(folder, r) for r in main.get("rates") or []]
        self.providers = read("providers.yaml", {})
        self.projects = read("projects.yaml", [])
        self.contracts = read("contracts.yaml", [])
