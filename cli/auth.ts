import { schemesOf } from "../harness/credentials/manner.ts";
import { suits, type Choice, type TextKind } from "../harness/credentials/choice.ts";
import { credentials, type Credentials } from "../harness/credentials/credentials.ts";
import { clientCredentials, clientOf } from "../harness/credentials/oauth2.ts";
import type { Signer } from "../harness/credentials/sigv4.ts";
import { fixed, held, type Source } from "../harness/credentials/source.ts";
import type { Model, SecurityScheme } from "../model/model.ts";
import type { HeaderLine } from "../runtime/wire.ts";
import { command } from "./command.ts";
import { UsageError } from "./usage.ts";

export const AUTH_OPTIONS = {
  auth: { type: "string", multiple: true, default: [] as string[] },
  header: { type: "string", multiple: true, default: [] as string[] },
} as const;

interface AuthFlags {
  readonly auth: readonly string[];
  readonly header: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The credentials that `--auth` and `--header` bring to a target; without them placeholders. Fetches no token and runs no command yet: the first request does.
 * No message of this file repeats a value: it may be a secret.
 */
export function credentialsOf(flags: AuthFlags, model: Model, baseUrl: string, environment: Environment): Credentials {
  const schemes = schemesOf(model.operations);
  const choices = flags.auth.map((text) => choiceOf(text, schemes, baseUrl, environment));
  return credentials({ operations: model.operations, choices, headers: flags.header.map(headerOf), baseUrl });
}

const KINDS = ["basic", "bearer", "apiKey", "oauth2-client-credentials", "sigv4"] as const;
const FORM = /^(?:([^=]+):)?(basic|bearer|apiKey|oauth2-client-credentials|sigv4)(?:=(.*))?$/s;

function choiceOf(text: string, schemes: readonly SecurityScheme[], baseUrl: string, environment: Environment): Choice {
  const [, scheme, kind, value] = FORM.exec(text) ?? [];
  if (kind === undefined)
    throw new UsageError(`Expected --auth [<scheme>:]<kind>=<value>, with a kind of ${KINDS.join(", ")}.`);
  const named = scheme === undefined ? {} : { scheme };
  const choice: Choice =
    kind === "sigv4"
      ? { ...named, kind, signer: signerOf(value, baseUrl, environment) }
      : { ...named, kind: kindOf(kind), held: held(sourceOf(kind, value ?? "", environment)) };
  checkScheme(choice, kind, schemes);
  return choice;
}

/** What is given must be wanted: a misspelt scheme would otherwise be tested with placeholders, and nobody told. */
function checkScheme({ scheme, kind }: Choice, name: string, schemes: readonly SecurityScheme[]): void {
  const known = schemes.map((each) => each.name).join(", ") || "none at all";
  if (scheme !== undefined && !schemes.some((each) => each.name === scheme))
    throw new UsageError(
      `Expected a security scheme of the document before --auth's kind, but "${scheme}" is none; the operations ask for: ${known}.`,
    );
  if (scheme === undefined && !schemes.some((each) => suits(kind, each)))
    throw new UsageError(
      `--auth ${name}=… suits no security scheme of the document; the operations ask for: ${known}. Name the one that it is for: --auth <scheme>:${name}=….`,
    );
}

function kindOf(kind: string): TextKind {
  if (kind === "oauth2-client-credentials") return "oauth2";
  return kind === "basic" || kind === "apiKey" ? kind : "bearer";
}

/** `env:NAME` is a variable of the environment, `cmd:<command>` what a command prints; anything else the value itself. */
function sourceOf(kind: string, value: string, environment: Environment): Source {
  const source = value.startsWith("cmd:")
    ? command(value.slice("cmd:".length))
    : fixed(value.startsWith("env:") ? variable(value.slice("env:".length), environment) : value);
  if (kind === "oauth2-client-credentials") return clientSource(source);
  const [text] = source.secrets;
  if (text === "") throw new UsageError(`Expected a value after --auth ${kind}=, but nothing came.`);
  if (kind === "basic" && text !== undefined && !text.includes(":"))
    throw new UsageError("Expected --auth basic=<user>:<password>, but there is no colon.");
  return source;
}

/** The text of a client, then the tokens that it fetches. */
function clientSource(source: Source): Source {
  const [text] = source.secrets;
  const expected = "Expected <id>:<secret>@<token-url> for oauth2-client-credentials, but something else came.";
  if (text !== undefined) {
    const client = clientOf(text);
    if (client === undefined) throw new UsageError(expected);
    return clientCredentials(client);
  }
  return {
    secrets: [],
    read: async () => {
      const read = await source.read();
      if (read.outcome === "failed") return read;
      const client = clientOf(read.text);
      if (client === undefined) return { outcome: "failed", reason: expected };
      const tokens = clientCredentials(client);
      const token = await tokens.read();
      return token.outcome === "failed" ? token : { ...token, secrets: tokens.secrets };
    },
  };
}

function variable(name: string, environment: Environment): string {
  const value = environment[name];
  if (value === undefined || value === "")
    throw new UsageError(`Expected a value in the environment variable ${name}, but it has none.`);
  return value;
}

/** The key comes from AWS's own variables; region and service from the value, else from them and from the name of an AWS host. */
function signerOf(value: string | undefined, baseUrl: string, environment: Environment): Signer {
  const [, hostService, hostRegion] =
    /(?:^|\.)([\w-]+)\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com/.exec(new URL(baseUrl).host) ?? [];
  const [, givenRegion, givenService] = /^([\w-]+)\/([\w-]+)$/.exec(value ?? "") ?? [];
  const region = givenRegion ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? hostRegion;
  const service = givenService ?? hostService;
  if ((value ?? "") !== "" && givenService === undefined)
    throw new UsageError("Expected --auth sigv4=<region>/<service>, such as sigv4=us-east-1/execute-api.");
  if (region === undefined || service === undefined)
    throw new UsageError(
      "Expected a region and a service to sign for, but the host names none: give --auth sigv4=<region>/<service>.",
    );
  const sessionToken = environment["AWS_SESSION_TOKEN"] ?? "";
  return {
    accessKeyId: variable("AWS_ACCESS_KEY_ID", environment),
    secretAccessKey: variable("AWS_SECRET_ACCESS_KEY", environment),
    ...(sessionToken !== "" && { sessionToken }),
    region,
    service,
  };
}

/** `Name: value` (RFC 9110, section 5.5). */
function headerOf(text: string): HeaderLine {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\t -~\x80-\xff]*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new UsageError(`Expected "Name: value" after --header, on one line.`);
  return [name, value];
}
