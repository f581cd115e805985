import {
  ApiGatewayV2Client,
  ApiGatewayV2ServiceException,
  BadRequestException,
  ConflictException,
  CreateApiCommand,
  CreateModelCommand,
  CreateRouteCommand,
  CreateRouteResponseCommand,
  DeleteApiCommand,
  DeleteRouteResponseCommand,
  GetApisCommand,
  GetRouteResponseCommand,
  GetRouteResponsesCommand,
  NotFoundException,
  TooManyRequestsException,
  UpdateRouteResponseCommand,
} from "@aws-sdk/client-apigatewayv2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEndpoint } from "../../endpoint/server.ts";
import { endpoint } from "./language.ts";

const SECRET = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

function clientOf(url: string, secretAccessKey = SECRET.secretAccessKey): ApiGatewayV2Client {
  return new ApiGatewayV2Client({
    endpoint: url,
    region: "eu-central-1",
    credentials: { ...SECRET, secretAccessKey },
    maxAttempts: 1,
  });
}

async function refusal(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("AWS's JavaScript client, with its signature verified", () => {
  const at = endpoint({ credentials: SECRET });
  let client: ApiGatewayV2Client;
  let route: { ApiId: string; RouteId: string };
  let response: { ApiId: string; RouteId: string; RouteResponseId: string };

  beforeAll(async () => {
    client = clientOf(at.url);
    const { ApiId = "" } = await client.send(new CreateApiCommand({ Name: "chat", ProtocolType: "WEBSOCKET" }));
    for (const Name of ["Text", "Image"]) await client.send(new CreateModelCommand({ ApiId, Name, Schema: "{}" }));
    const { RouteId = "" } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: "sendMessage" }));
    route = { ApiId, RouteId };
    const created = await client.send(new CreateRouteResponseCommand({ ...route, RouteResponseKey: "$default" }));
    response = { ...route, RouteResponseId: created.RouteResponseId ?? "" };
  });
  afterAll(() => client.destroy());

  test("a fresh route response has empty maps", async () => {
    const { $metadata: _, ...fresh } = await client.send(new GetRouteResponseCommand(response));
    const { RouteResponseId } = response;
    expect(fresh).toEqual({
      RouteResponseKey: "$default",
      ResponseModels: {},
      ResponseParameters: {},
      RouteResponseId,
    });
  });

  test("an update is answered with what is kept, and kept", async () => {
    const change = {
      ModelSelectionExpression: "$response.body.kind",
      ResponseModels: { text: "Text" },
      ResponseParameters: { "route.response.header.trace": { Required: true } },
    };
    const { $metadata, ...updated } = await client.send(new UpdateRouteResponseCommand({ ...response, ...change }));
    expect($metadata).toMatchObject({
      httpStatusCode: 200,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      attempts: 1,
    });
    expect(updated).toEqual({ ...change, RouteResponseKey: "$default", RouteResponseId: response.RouteResponseId });
    const { $metadata: _, ...kept } = await client.send(new GetRouteResponseCommand(response));
    expect(kept).toEqual(updated);
    const list = await client.send(new GetRouteResponsesCommand(route));
    expect(list.Items).toEqual([updated]);
  });

  test("an update without members changes nothing", async () => {
    const { $metadata: _, ...before } = await client.send(new GetRouteResponseCommand(response));
    const { $metadata: __, ...after } = await client.send(new UpdateRouteResponseCommand(response));
    expect(after).toEqual(before);
  });

  test("an api's date of creation is a Date", async () => {
    const { Items = [] } = await client.send(new GetApisCommand({}));
    expect(Items[0]?.CreatedDate).toBeInstanceOf(Date);
  });

  test("following the tokens reaches every api once", async () => {
    for (const Name of ["a", "b", "c", "d"]) await client.send(new CreateApiCommand({ Name, ProtocolType: "HTTP" }));
    const names: (string | undefined)[] = [];
    let token: { NextToken?: string } = {};
    do {
      const { Items = [], NextToken } = await client.send(new GetApisCommand({ MaxResults: "2", ...token }));
      names.push(...Items.map(({ Name }) => Name));
      token = NextToken === undefined ? {} : { NextToken };
    } while (token.NextToken !== undefined);
    expect(names).toEqual(["chat", "a", "b", "c", "d"]);
  });

  test("labels with every kind of character arrive and are signed alike", async () => {
    const error = await refusal(
      client.send(new GetRouteResponseCommand({ ...response, RouteResponseId: "a/b ü?%@$'(~" })),
    );
    expect(error).toBeInstanceOf(NotFoundException);
  });

  test("NotFoundException names the resource's type", async () => {
    const error = await refusal(
      client.send(new UpdateRouteResponseCommand({ ...response, RouteResponseId: "nobody" })),
    );
    expect(error).toBeInstanceOf(NotFoundException);
    expect(error).toMatchObject({
      ResourceType: "RouteResponse",
      message: expect.any(String),
      $metadata: { httpStatusCode: 404 },
    });
    expect(error).toMatchObject({ $metadata: { requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
  });

  test("BadRequestException for a model that does not exist", async () => {
    const change = { ...response, ResponseModels: { text: "Nobody" } };
    const error = await refusal(client.send(new UpdateRouteResponseCommand(change)));
    expect(error).toBeInstanceOf(BadRequestException);
    expect(error).toMatchObject({ message: expect.any(String), $metadata: { httpStatusCode: 400 } });
  });

  test("ConflictException for a second $default", async () => {
    const error = await refusal(
      client.send(new CreateRouteResponseCommand({ ...route, RouteResponseKey: "$default" })),
    );
    expect(error).toBeInstanceOf(ConflictException);
    expect(error).toMatchObject({ message: expect.any(String), $metadata: { httpStatusCode: 409 } });
  });

  test("a wrong secret is refused", async () => {
    const error = await refusal(clientOf(at.url, "wrong").send(new GetRouteResponseCommand(response)));
    expect(error).toBeInstanceOf(ApiGatewayV2ServiceException);
    expect(error).toMatchObject({ name: "InvalidSignatureException", $metadata: { httpStatusCode: 403 } });
  });

  test("what is deleted is gone, with all below it", async () => {
    await client.send(new DeleteRouteResponseCommand(response));
    expect(await refusal(client.send(new GetRouteResponseCommand(response)))).toBeInstanceOf(NotFoundException);
    await client.send(new DeleteApiCommand({ ApiId: route.ApiId }));
    const error = await refusal(client.send(new GetRouteResponsesCommand(route)));
    expect(error).toMatchObject({ name: "NotFoundException", ResourceType: "Api" });
  });
});

test("TooManyRequestsException names the limit, and a client that retries comes through", async () => {
  const running = await startEndpoint({ throttle: { rate: 5, burst: 1 } });
  const impatient = clientOf(running.url);
  await impatient.send(new GetApisCommand({}));
  const error = await refusal(impatient.send(new GetApisCommand({})));
  expect(error).toBeInstanceOf(TooManyRequestsException);
  expect(error).toMatchObject({ LimitType: "RequestRate", $metadata: { httpStatusCode: 429, attempts: 1 } });
  const patient = new ApiGatewayV2Client({
    endpoint: running.url,
    region: "eu-central-1",
    credentials: SECRET,
    maxAttempts: 8,
  });
  const { $metadata } = await patient.send(new GetApisCommand({}));
  expect($metadata.attempts).toBeGreaterThan(1);
  impatient.destroy();
  patient.destroy();
  await running.close();
});
