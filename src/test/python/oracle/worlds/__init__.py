"""Parts of invented worlds for tests: seeded, messy, in real formats."""
