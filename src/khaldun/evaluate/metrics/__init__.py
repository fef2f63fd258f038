"""The field's measures: precision and recall, classes, spans, clusterings, distances. Standard library only."""
