import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startEndpoint } from "../../endpoint/server.ts";

const DRIVER = new URL("clients.py", import.meta.url).pathname;
const SECRET = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

const works = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** Version 1 of the command ends with 255 for an error of the service, version 2 with 254. */
const REFUSED = expect.toBeOneOf([254, 255]);
const ANSWERED = { hasRequestId: true };
const error = (exception: string, status: number, ...members: readonly string[]): object => ({
  exception,
  status,
  members,
  hasMessage: true,
  hasRequestId: true,
});

test("boto3 and the aws command cannot tell it from the service", { timeout: 60_000 }, async ({ skip }) => {
  if (!works("python3", "-c", "import boto3") || !works("aws", "--version")) {
    console.warn("SKIPPED: boto3 and the aws command are not both here, so they were not held against the endpoint");
    skip("boto3 or the aws command is missing");
  }
  const running = await startEndpoint({ credentials: SECRET });
  const { stdout } = await promisify(execFile)("python3", [DRIVER, running.url], {
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: SECRET.accessKeyId,
      AWS_SECRET_ACCESS_KEY: SECRET.secretAccessKey,
      AWS_MAX_ATTEMPTS: "1",
    },
  }).finally(() => running.close());
  const RouteResponseId = expect.stringMatching(/^[a-z0-9]{6}$/);
  const fresh = {
    ...ANSWERED,
    RouteResponseId,
    RouteResponseKey: "$default",
    ResponseModels: {},
    ResponseParameters: {},
  };
  expect(JSON.parse(stdout)).toEqual({
    boto3: {
      created: { ...fresh, status: 201 },
      duplicate: error("ConflictException", 409),
      updated: {
        ...fresh,
        status: 200,
        ModelSelectionExpression: "$response.body.kind",
        ResponseModels: { a: "Text" },
      },
      cleared: { ...fresh, status: 200 },
      unknownModel: error("BadRequestException", 400),
      unknownId: error("NotFoundException", 404, "ResourceType"),
      listed: 1,
      createdDateIsADate: true,
      deleted: { ...ANSWERED, status: 204 },
      gone: error("NotFoundException", 404, "ResourceType"),
      unsigned: error("ClientError", 403),
    },
    aws: {
      updated: {
        status: 0,
        error: "",
        out: expect.objectContaining({ RouteResponseId, RouteResponseKey: "$default" }),
      },
      unknownId: { status: REFUSED, out: null, error: expect.stringContaining("(NotFoundException)") },
      unsigned: { status: REFUSED, out: null, error: expect.stringContaining("(MissingAuthenticationTokenException)") },
      deleted: { status: 0, out: null, error: "" },
    },
  });
});
