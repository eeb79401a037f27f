"""Invented bills that differ from computed cost for known reasons, and what else could explain them."""
