import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { authorizationOf, verify, type SignedRequest } from "../../endpoint/credentials.ts";
import { Refusal } from "../../endpoint/refusals.ts";

/** AWS's own example of Signature Version 4: the worked ListUsers request of its documentation. */
const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const SIGNED_AT = Date.UTC(2015, 7, 30, 12, 36, 0);
const SIGNATURE = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

interface Example {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const EXAMPLE: Example = {
  method: "GET",
  target: "/?Action=ListUsers&Version=2010-05-08",
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=${SIGNATURE}`,
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    host: "iam.amazonaws.com",
    "x-amz-date": "20150830T123600Z",
  },
  body: "",
};

const signed = ({ method, target, headers, body }: Example): SignedRequest => ({
  method,
  target,
  header: (name) => headers[name],
  body: async () => new TextEncoder().encode(body),
});

async function verdict(change: Partial<Example>, now = SIGNED_AT, credentials = CREDENTIALS): Promise<string> {
  return verify(signed({ ...EXAMPLE, ...change }), credentials, now).then(
    () => "accepted",
    (error: unknown) => (error instanceof Refusal ? error.type : String(error)),
  );
}

const headers = (change: Record<string, string>): Partial<Example> => ({ headers: { ...EXAMPLE.headers, ...change } });

describe("the signature of AWS's example", () => {
  const accepted: readonly [what: string, change: Partial<Example>][] = [
    ["as it stands", {}],
    ["with its parameters in another order", { target: "/?Version=2010-05-08&Action=ListUsers" }],
    ["with needless escapes in the query", { target: "/?%41ction=List%55sers&Version=2010-05-08" }],
    [
      "with blanks around and inside a header",
      headers({ "content-type": "  application/x-www-form-urlencoded;   charset=utf-8 " }),
    ],
    ["with headers that are not signed", headers({ "user-agent": "anything" })],
    [
      "with the payload's hash told as well",
      headers({ "x-amz-content-sha256": createHash("sha256").update("").digest("hex") }),
    ],
  ];
  test.each(accepted)("is accepted %s", async (_, change) => {
    expect(await verdict(change)).toBe("accepted");
  });

  const refused: readonly [what: string, change: Partial<Example>][] = [
    ["another method", { method: "POST" }],
    ["another path", { target: "/x?Action=ListUsers&Version=2010-05-08" }],
    ["another query", { target: "/?Action=ListRoles&Version=2010-05-08" }],
    ["another body", { body: "x" }],
    ["another host", headers({ host: "example.org" })],
    ["a hash that is not the body's", headers({ "x-amz-content-sha256": "0".repeat(64) })],
    ["another date", headers({ "x-amz-date": "20150830T123601Z" })],
    ["a date of another day", headers({ "x-amz-date": "20150831T123600Z" })],
    ["no date", headers({ "x-amz-date": "" })],
    ["another digit", headers({ authorization: EXAMPLE.headers["authorization"]?.replace(/7$/, "8") ?? "" })],
    ["a digit less", headers({ authorization: EXAMPLE.headers["authorization"]?.slice(0, -1) ?? "" })],
    [
      "capital digits",
      headers({ authorization: EXAMPLE.headers["authorization"]?.replace(SIGNATURE, SIGNATURE.toUpperCase()) ?? "" }),
    ],
    [
      "the host left unsigned",
      headers({ authorization: EXAMPLE.headers["authorization"]?.replace("host;", "") ?? "" }),
    ],
    [
      "another region",
      headers({ authorization: EXAMPLE.headers["authorization"]?.replace("us-east-1", "us-east-2") ?? "" }),
    ],
  ];
  test.each(refused)("is not that of %s", async (_, change) => {
    expect(await verdict(change)).toBe("InvalidSignatureException");
  });

  test.each([
    ["a quarter of an hour later", 15, "accepted"],
    ["a quarter of an hour earlier", -15, "accepted"],
    ["a minute more", 16, "InvalidSignatureException"],
    ["a minute less", -16, "InvalidSignatureException"],
  ])("%s: %i minutes, %s", async (_, minutes, expected) => {
    expect(await verdict({}, SIGNED_AT + minutes * 60_000)).toBe(expected);
  });

  test("is refused alike for a key that is unknown and a secret that is wrong", async () => {
    expect(await verdict({}, SIGNED_AT, { ...CREDENTIALS, accessKeyId: "OTHER" })).toBe("InvalidSignatureException");
    expect(await verdict({}, SIGNED_AT, { ...CREDENTIALS, secretAccessKey: "other" })).toBe(
      "InvalidSignatureException",
    );
  });
});

test("the form of the header may have any blanks around its commas", () => {
  const scope = "AWS4-HMAC-SHA256 Credential=A/20260101/r/s/aws4_request";
  for (const separator of [",", ", ", " ,\t"]) {
    expect(authorizationOf([scope, "SignedHeaders=host", "Signature=0"].join(separator)).signedHeaders).toEqual([
      "host",
    ]);
  }
});
