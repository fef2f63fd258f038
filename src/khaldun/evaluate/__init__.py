"""Measures the line on public benchmarks."""
