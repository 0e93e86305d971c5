"""Conversations that stay: messages are appended, speakers renamed, summaries made again.

Each is one document of the ledger, changed by conditional writes alone.
"""
