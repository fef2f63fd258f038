"""Measures the line on the field's public benchmarks, whose data users bring along; Khaldun carries none of it."""
