"""Symbl's published Python SDK as a client of ours, in a virtual environment of its own."""
