"""Runs the line over many inputs."""
