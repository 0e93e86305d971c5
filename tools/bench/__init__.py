"""Measures the summarizers beside their peers."""
