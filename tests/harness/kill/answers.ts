import { parseJson, stringifyJson } from "../../../model/json.ts";
import type { Header, Model, Operation, Response } from "../../../model/model.ts";
import { essence } from "../reference/body.ts";
import type { Answer } from "../reference/fault.ts";
import type { Mutant } from "./mutant.ts";
import { spoilings, spoilt, type Spoiling } from "./spoil.ts";

/** Mutants that do the right thing and tell it wrong: status, media type, headers, body. */
export function answerMutants(feature: string, model: Model, told: Set<string>): readonly Mutant[] {
  const isNew = ({ key }: Kind): boolean => !told.has(key) && told.add(key) !== undefined;
  return model.operations.flatMap((operation) =>
    operation.responses.flatMap((response) =>
      kindsOf(model, operation, response)
        .filter(isNew)
        .map(({ key, check, change }): Mutant => ({
          name: `${key} in ${response.status} of ${operation.id}`,
          feature,
          check,
          operations: [operation.id],
          fault: {
            answers: (answer, facts) =>
              facts.operation.id === operation.id && isOf(response, answer.status) ? change(answer) : answer,
          },
        })),
    ),
  );
}

interface Kind {
  readonly key: string;
  readonly check: string;
  readonly change: (answer: Answer) => Answer;
}

function kindsOf(model: Model, operation: Operation, response: Response): readonly Kind[] {
  const rank = response.status.startsWith("2") ? "success" : "refusal";
  return [
    ...statuses(operation, response, rank),
    ...media(response, rank),
    ...response.headers.flatMap((header) => headers(model, header)),
    ...bodies(model, response, rank),
  ];
}

function isOf({ status }: Response, received: number): boolean {
  return status === String(received) || status === `${Math.floor(received / 100)}XX` || status === "default";
}

function statuses({ responses }: Operation, { status }: Response, rank: string): readonly Kind[] {
  const isDocumented = (wanted: number): boolean => responses.some((response) => isOf(response, wanted));
  const others = rank === "success" ? [203, 302, 418] : [402, 207];
  const wrong = others
    .filter((wanted) => !isDocumented(wanted) && /^\d+$/.test(status))
    .map((wanted): Kind => ({
      key: `status ${wanted} for a ${rank}`,
      check: "statusCodeConformance",
      change: (answer) => ({ ...answer, status: wanted }),
    }));
  const broken: Kind = {
    key: `status 500 for a ${rank}`,
    check: "notAServerError",
    change: () => ({ status: 500, headers: {}, body: "" }),
  };
  const silent: Kind = {
    key: `no answer for a ${rank}`,
    check: "answers",
    change: (answer) => ({ ...answer, status: 0 }),
  };
  return [broken, silent, ...wrong];
}

function media({ content }: Response, rank: string): readonly Kind[] {
  if (content.length === 0 || content.some(({ mediaType }) => mediaType.includes("*"))) return [];
  const kind = (name: string, change: (answer: Answer) => Answer): Kind => ({
    key: `${name} for a ${rank}`,
    check: "contentTypeConformance",
    change,
  });
  const isJson = content.every(({ mediaType }) => essence(mediaType).endsWith("json"));
  const typed =
    (type: string) =>
    (answer: Answer): Answer => ({ ...answer, headers: { ...answer.headers, "content-type": type } });
  return [
    kind("a page of HTML", (answer) => ({ ...typed("text/html")(answer), body: "<h1>Hello</h1>" })),
    kind("no content type", (answer) => ({ ...answer, headers: less(answer.headers, "content-type") })),
    ...(isJson ? [kind("truncated JSON", (answer) => ({ ...answer, body: String(answer.body).slice(0, -1) }))] : []),
    ...(isJson ? [kind("no body", (answer) => ({ ...answer, body: "" }))] : []),
  ];
}

function less(headers: Answer["headers"], name: string): Answer["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
}

function headers(model: Model, header: Header): readonly Kind[] {
  const name = header.name.toLowerCase();
  const change = (key: string, text: string | undefined): Kind => ({
    key: `header ${header.name} ${key}`,
    check: "responseHeadersConformance",
    change: (answer) => ({
      ...answer,
      headers: text === undefined ? less(answer.headers, name) : { ...answer.headers, [name]: text },
    }),
  });
  const broken = spoilings(header.schema, model)
    .filter(({ path, keyword }) => path.length === 0 && TEXTUAL.has(keyword))
    .filter(({ keyword }) => keyword !== "type" || isNotText(header))
    .map(({ keyword, spoil }) => change(`breaks ${keyword}`, keyword === "type" ? "neither" : textOf(spoil(""))));
  return header.required ? [change("missing", undefined), ...broken] : broken;
}

/** The keywords whose broken values have a text of their own. */
const TEXTUAL = new Set(["type", "enum", "minimum", "maximum", "minLength", "maxLength"]);

function isNotText({ schema: { schema } }: Header): boolean {
  return typeof schema === "object" && ["integer", "number", "boolean"].some((type) => schema["type"] === type);
}

function textOf(value: Parameters<typeof stringifyJson>[0]): string {
  return typeof value === "string" ? value : stringifyJson(value);
}

function bodies(model: Model, { content }: Response, rank: string): readonly Kind[] {
  const [json] = content.filter(({ mediaType }) => essence(mediaType).endsWith("json"));
  if (json === undefined) return [];
  return spoilings(json.schema, model).map((spoiling): Kind => ({
    key: `${spoiling.keyword} broken ${spoiling.path.length === 0 ? "by the body" : "by a member"} of a ${rank}`,
    check: "responseSchemaConformance",
    change: (answer) => ({ ...answer, body: spoiltText(String(answer.body), spoiling) }),
  }));
}

function spoiltText(text: string, spoiling: Spoiling): string {
  const parsed = parseJson(text);
  return parsed.outcome === "parsed" ? stringifyJson(spoilt(parsed.value, spoiling)) : text;
}
