"""Texts are cut by worker processes, while the process that stores them does that alone."""
