"""Takes a route response through its life with boto3 and with the aws command, and prints what they saw as one JSON object.

usage: clients.py <endpoint url>   with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY set
"""

import json
import subprocess
import sys

import boto3
import botocore.config
import botocore.exceptions

URL = sys.argv[1]


def client(**options):
    config = botocore.config.Config(retries={"total_max_attempts": 1}, **options)
    return boto3.client("apigatewayv2", endpoint_url=URL, region_name="eu-central-1", config=config)


def outcome(call, **arguments):
    """The answer's members, or the error as boto3 reads it."""
    try:
        answer = call(**arguments)
    except botocore.exceptions.ClientError as error:
        response = error.response
        return {
            "exception": type(error).__name__,
            "status": response["ResponseMetadata"]["HTTPStatusCode"],
            "hasRequestId": bool(response["ResponseMetadata"].get("RequestId")),
            "hasMessage": bool(response["Error"].get("Message")),
            "members": sorted(set(response) - {"Error", "ResponseMetadata", "message", "Message"}),
        }
    metadata = answer.pop("ResponseMetadata")
    return {"status": metadata["HTTPStatusCode"], "hasRequestId": bool(metadata.get("RequestId")), **answer}


def with_boto3():
    api = client()
    api_id = api.create_api(Name="chat", ProtocolType="WEBSOCKET")["ApiId"]
    api.create_model(ApiId=api_id, Name="Text", Schema="{}")
    route = {"ApiId": api_id, "RouteId": api.create_route(ApiId=api_id, RouteKey="sendMessage")["RouteId"]}
    created = outcome(api.create_route_response, **route, RouteResponseKey="$default")
    response = {**route, "RouteResponseId": created["RouteResponseId"]}
    change = {"ModelSelectionExpression": "$response.body.kind", "ResponseModels": {"a": "Text"}}
    seen = {
        "created": created,
        "duplicate": outcome(api.create_route_response, **route, RouteResponseKey="$default"),
        "updated": outcome(api.update_route_response, **response, **change),
        "cleared": outcome(api.update_route_response, **response, ModelSelectionExpression="", ResponseModels={"a": ""}),
        "unknownModel": outcome(api.update_route_response, **response, ResponseModels={"a": "Nobody"}),
        "unknownId": outcome(api.update_route_response, **{**response, "RouteResponseId": "a/b ü?@$"}),
        "listed": len(api.get_route_responses(**route)["Items"]),
        "createdDateIsADate": hasattr(api.get_api(ApiId=api_id)["CreatedDate"], "isoformat"),
        "deleted": outcome(api.delete_route_response, **response),
        "gone": outcome(api.get_route_response, **response),
        "unsigned": outcome(client(signature_version=botocore.UNSIGNED).get_apis),
    }
    return seen


def aws(*arguments):
    command = ["aws", "apigatewayv2", *arguments, "--endpoint-url", URL, "--region", "eu-central-1", "--output", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return {"status": done.returncode, "out": json.loads(done.stdout or "null"), "error": done.stderr.strip()}


def with_command():
    api_id = aws("create-api", "--name", "chat", "--protocol-type", "WEBSOCKET")["out"]["ApiId"]
    route_id = aws("create-route", "--api-id", api_id, "--route-key", "$default")["out"]["RouteId"]
    route = ["--api-id", api_id, "--route-id", route_id]
    created = aws("create-route-response", *route, "--route-response-key", "$default")
    response = [*route, "--route-response-id", created["out"]["RouteResponseId"]]
    return {
        "updated": aws("update-route-response", *response, "--model-selection-expression", "$response.body.kind"),
        "unknownId": aws("update-route-response", *route, "--route-response-id", "nobody"),
        "unsigned": aws("get-apis", "--no-sign-request"),
        "deleted": aws("delete-api", "--api-id", api_id),
    }


print(json.dumps({"boto3": with_boto3(), "aws": with_command()}))
