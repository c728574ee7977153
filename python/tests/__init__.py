"""Tests of the package, against the real engine."""
