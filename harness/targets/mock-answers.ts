import type { Json } from "../../model/json.ts";
import type { MediaType, Operation, Response } from "../../model/model.ts";
import { responseFor } from "../judged.ts";
import { valueAt } from "../state/expression.ts";
import type { Views } from "../views.ts";
import { decodeResponseBody } from "../wire/response.ts";
import { exampleAround } from "./mock-examples.ts";
import { pathOf } from "./mock-features.ts";
import type { MockFault, Scene, Suspect, WrongAnswer } from "./mock-fault.ts";
import { libraryError, problemOf } from "./mock-violations.ts";

const REFUSALS = ["positiveDataAcceptance", "statusCodeConformance"];
const CONTENT = ["responseSchemaConformance", "responseHeadersConformance", "contentTypeConformance"];

/** What Prism 5.16 answers otherwise than the document says, as measured (tests/mock). The first that shows is the explanation. */
export const WRONG_ANSWERS: readonly WrongAnswer[] = [
  {
    class: "falseRejection",
    explanation: "Prism removes the path segments . and .., encoded or not, before it looks for the operation.",
    checks: [...REFUSALS, ...CONTENT],
    shows: ({ request }) => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(pathOf(request)),
  },
  {
    class: "wrongAnswer",
    explanation: "Prism answers a valid request with a documented refusal where the document has no success.",
    checks: [...REFUSALS, "allowHeaderConformance", "notAServerError"],
    shows: ({ operation: { responses }, response, violations }) =>
      responses.length > 0 &&
      responses.every(({ status }) => /^[45]/.test(status)) &&
      responses.some(({ status }) => status === String(response.status)) &&
      !violations.some(({ side }) => side === "request"),
  },
  {
    class: "falseRejection",
    explanation: "Prism takes no body where a document of Swagger 2.0 names no content type in consumes.",
    checks: REFUSALS,
    shows: ({ response, violations }) =>
      [problemOf(response)?.["detail"], ...violations.map(({ message }) => message)].some(
        (said) => typeof said === "string" && said.startsWith("No supported content types"),
      ),
  },
  {
    class: "wrongAnswer",
    explanation: "Prism does not look at a query in a path of the document: the first operation at the path answers.",
    checks: ["negativeDataRejection", ...REFUSALS, ...CONTENT],
    shows: ({ operation, operations }) =>
      operation.path.includes("?") && operations.some((other) => isAtSamePath(operation, other)),
  },
  {
    class: "ownAnswer",
    explanation: "Prism takes a documented range of media types, such as application/*, for a type of that name.",
    checks: ["positiveDataAcceptance"],
    shows: ({ operation, response }) =>
      problemOf(response)?.["type"] === "https://stoplight.io/prism/errors#NOT_ACCEPTABLE" &&
      operation.responses.some(({ content }) => content.some(({ mediaType }) => mediaType.includes("*"))),
  },
  {
    class: "ownAnswer",
    explanation: "Prism answers in its own words where the document has no response for the case.",
    checks: ["statusCodeConformance", "errorCodeConformance", "notAServerError", "allowHeaderConformance", ...CONTENT],
    shows: ({ response }) => problemOf(response) !== undefined || libraryError(response) !== undefined,
  },
  {
    class: "wrongAnswer",
    explanation: "The headers are of Prism's own making, and Prism says itself that they are wrong.",
    checks: ["responseHeadersConformance"],
    shows: ({ violations }) => violations.some(({ side, location }) => side === "response" && location[0] === "header"),
  },
  {
    class: "wrongAnswer",
    explanation: "Prism sends no body where the document gives neither a schema nor an example to make one from.",
    checks: ["contentTypeConformance"],
    shows: ({ finding, operation, response }) =>
      finding.kind === "empty" &&
      responseFor(operation, response.status)?.content.every(
        ({ schema, examples }) => schema.schema === true && examples.length === 0,
      ) === true,
  },
  {
    class: "wrongAnswer",
    explanation: "Prism sends the body that the document describes for 204, which can have none.",
    checks: ["contentTypeConformance"],
    shows: ({ finding, operation, response }) =>
      finding.kind === "204" && (responseFor(operation, response.status)?.content.length ?? 0) > 0,
  },
  {
    class: "falseAcceptance",
    explanation: "Prism looks whether credentials are there, not at their form.",
    checks: ["ignoredAuth"],
    shows: ({ finding }) => finding.kind !== "missingCredentials",
  },
  {
    class: "wrongAnswer",
    explanation: "Prism keeps no state: what was created, changed or deleted, no later answer knows.",
    checks: ["updateReflected", "updateMerges", "deleteRemoves", "useAfterFree"],
    shows: ({ story }) => isDeafToWrites(story),
  },
];

/** Whether a query in one of their paths is all that tells two operations apart. */
function isAtSamePath(one: Operation, other: Operation): boolean {
  const bare = ({ path }: Operation): string => path.split("?")[0] ?? "";
  return one.id !== other.id && one.method === other.method && bare(one) === bare(other);
}

/** Whether each operation of a story answers the same again, and one does after something else was asked for. */
function isDeafToWrites(story: readonly Scene[]): boolean {
  const answers = Map.groupBy(story, ({ operation }) => operation.id);
  const isSteady = answers.values().every((scenes) => new Set(scenes.map(textOf)).size === 1);
  const isRepeated = story.some(
    ({ operation }, index) =>
      story[index - 1]?.operation.id !== operation.id &&
      story.slice(0, index).some((before) => before.operation.id === operation.id),
  );
  return isSteady && isRepeated;
}

function textOf({ response }: Scene): string {
  return `${response.status} ${Buffer.from(response.body).toString("base64")}`;
}

/** What is wrong with a body comes from an example of the document, or Prism has made it up and shows that. */
export function bodyFault(suspect: Suspect): MockFault | undefined {
  const { finding, operation, response, views } = suspect;
  const documented = responseFor(operation, response.status);
  const read = documented && bodyOf(documented, response, views);
  if (read === undefined) return undefined;
  const places = placesOf(finding, read, views);
  const [example] = places.flatMap(
    (place) => exampleAround(read.media, read.value, place, views.response.resolve) ?? [],
  );
  if (example !== undefined)
    return { class: "documentExample", explanation: `The example at ${example} contradicts the document.` };
  const explanation = places.length === 0 ? undefined : madeUp(suspect, read.value, places);
  return explanation === undefined ? undefined : { class: "wrongAnswer", explanation };
}

interface Read {
  readonly media: MediaType;
  readonly value: Json;
}

/** Where in the body it is wrong, as JSON pointers. */
function placesOf(
  { check, kind, pointer }: Suspect["finding"],
  { media, value }: Read,
  { response }: Views,
): readonly string[] {
  if (check === "writeOnlyHidden") return [`/${kind}`];
  return response
    .validate(media.schema, value)
    .filter(({ schema, keyword }) => `${schema}/${keyword}` === pointer)
    .map(({ instance }) => instance);
}

/** What shows that Prism itself has made what is wrong; undefined where nothing does. */
function madeUp({ finding, violations }: Suspect, value: Json, places: readonly string[]): string | undefined {
  if (finding.check === "writeOnlyHidden") return "Prism makes up members of an answer that are writeOnly.";
  const isRounded = (place: string): boolean => {
    const number = valueAt(value, place);
    return typeof number === "number" && Number.isInteger(number) && !Number.isSafeInteger(number);
  };
  if (places.every(isRounded)) return "Prism rounds numbers to what JavaScript can hold.";
  const said = violations.filter(({ side, location }) => side === "response" && location[0] === "body");
  const isSaid = (place: string): boolean =>
    said.some(({ location }) => isAround(location.slice(1).join("/"), place.slice(1)));
  return places.every(isSaid)
    ? "The body is of Prism's own making, and Prism says itself that it is wrong."
    : undefined;
}

function bodyOf(documented: Response, response: Suspect["response"], { response: schemas }: Views): Read | undefined {
  const body = decodeResponseBody(documented, response, schemas.resolve);
  const [reading] = body.outcome === "decoded" ? body.readings : [];
  return body.outcome === "decoded" && reading !== undefined ? { media: body.media, value: reading.value } : undefined;
}

/** Whether one place is the other, in it or around it. */
function isAround(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === "" || `${long}/`.startsWith(`${short}/`);
}
