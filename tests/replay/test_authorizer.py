"""Who asks: the authorizer, on what API Gateway sends it."""

import pytest
from recap.keys import key_digest

from tests.replay.account import Account

KEY = "recap_an-example-key-that-belongs-to-nobody"


@pytest.mark.parametrize("name", ["authorizer_request.json", "authorizer_request_header_key.json"])
def test_a_key_in_query_or_header_allows_every_route_under_the_keys_digest(
    account: Account, name: str
) -> None:
    event = account.event(name)
    assert KEY in str(event)
    policy = account.invoke("AuthorizerFunction", event)
    assert policy["usageIdentifierKey"] == key_digest(KEY)
    assert policy["principalId"] == key_digest(KEY)
    (statement,) = policy["policyDocument"]["Statement"]
    assert statement["Effect"] == "Allow"
    assert statement["Resource"] == ["arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/*/*"]
    assert KEY not in str(policy)


def test_a_request_without_a_key_is_denied(account: Account) -> None:
    policy = account.invoke("AuthorizerFunction", account.event("authorizer_request_without_key.json"))
    (statement,) = policy["policyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert not policy.get("usageIdentifierKey")
