"""The wire format of Symbl's asynchronous text and summary API."""
