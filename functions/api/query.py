"""The fields of the query."""

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from api.faults import FieldError


def one_of_query(event: APIGatewayProxyEvent, name: str, errors: list[FieldError]) -> str | None:
    """Give a field; None if it is not there, or more than once, which is added to ``errors``."""
    single = event.query_string_parameters.get(name)  # all there is, of some emulators of API Gateway
    values = event.multi_value_query_string_parameters.get(name, [] if single is None else [single])
    if len(values) > 1:
        errors.append(FieldError(("query", name), "must be given once"))
    return values[0] if len(values) == 1 else None


def given_in_query(
    event: APIGatewayProxyEvent, names: tuple[str, ...], errors: list[FieldError]
) -> dict[str, str]:
    """Give those of the fields that are there."""
    found = {name: one_of_query(event, name, errors) for name in names}
    return {name: value for name, value in found.items() if value is not None}
