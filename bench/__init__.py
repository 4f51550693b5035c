"""Benchmarks: `make bench`. Ratios in one run; nothing here is part of the product."""
