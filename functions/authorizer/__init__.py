"""The authorizer: a presented key becomes a caller."""
