import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../model/json.ts";
import {
  type OperationAt,
  asObject,
  at,
  bodyPointer,
  document,
  faults,
  members,
  objectsIn,
  operationOf,
  operations,
  responsesOf,
  textOf,
} from "./document.ts";

const names = (value: Json | undefined): string[] => Object.keys(asObject(value));
const required = (operation: OperationAt): string[] =>
  operation.parameters.filter(({ required }) => required === true).map(({ name }) => textOf(name));
const statusesOf = (operation: OperationAt): string[] => responsesOf(operation).map(([status]) => status);
const statusesWhere = (operation: OperationAt, holds: (response: JsonObject) => boolean): string[] =>
  responsesOf(operation)
    .filter(([, response]) => holds(response))
    .map(([status]) => status);

test("there are 21 operations, each with its own id", () => {
  expect(operations).toHaveLength(21);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(21);
});

describe.each(operations)("$id", (operation) => {
  const statuses = statusesOf(operation);
  const changes = ["post", "patch"].includes(operation.method);

  test("declares 403, 404, 406 and 429", () => {
    expect(statuses).toEqual(expect.arrayContaining(["403", "404", "406", "429"]));
  });

  test("has a required body, 409 and 415 just where it is a POST or PATCH, but for two more 409", () => {
    const alsoConflicting = ["deleteModel", "deleteRouteRequestParameter"].includes(operation.id);
    expect(at(operation.operation, "requestBody", "required") ?? false).toBe(changes);
    expect(statuses.includes("415")).toBe(changes);
    expect(statuses.includes("409")).toBe(changes || alsoConflicting);
  });

  test("declares 400 just where more can be wrong than an empty path segment", () => {
    const onlyPath = operation.parameters.every(
      ({ in: place, schema }) => place === "path" && at(schema, "minLength") === 1,
    );
    expect(statuses.includes("400")).toBe(changes || !onlyPath);
  });

  test("names the request in every answer, and the error in every error", () => {
    const requires = (header: string) => (response: JsonObject) => at(response, "headers", header, "required") === true;
    expect(statusesWhere(operation, requires("x-amzn-requestid"))).toEqual(statuses);
    expect(statusesWhere(operation, requires("x-amzn-errortype"))).toEqual(
      statuses.filter((status) => status >= "400"),
    );
  });

  test("gives a body with every answer but 204", () => {
    expect(statusesWhere(operation, (response) => !("content" in response))).toEqual(
      statuses.filter((status) => status === "204"),
    );
  });

  test("never answers null", () => {
    const nulls = (response: JsonObject): boolean => admitsNull(at(response, "content", "application/json", "schema"));
    expect(statusesWhere(operation, nulls)).toEqual([]);
  });
});

test("a request may hold null: the law above can see it", () => {
  expect(admitsNull({ $ref: "#/components/schemas/UpdateRouteResponseRequest" })).toBe(true);
});

/** Whether null is admitted anywhere in a schema, or in those that it refers to. */
function admitsNull(schema: Json | undefined, seen = new Set<Json | undefined>()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  return [...objectsIn(schema)].some(
    ([, object]) =>
      [object["type"], object["enum"]].flat().some((one) => one === "null" || one === null) ||
      ("$ref" in object && admitsNull(at(object), seen)),
  );
}

interface LinkAt {
  readonly from: OperationAt;
  readonly status: string;
  readonly name: string;
  readonly link: JsonObject;
}

const links: readonly LinkAt[] = operations.flatMap((from) =>
  responsesOf(from).flatMap(([status, { links }]) =>
    members(links).map(([name, link]) => ({ from, status, name, link })),
  ),
);

/** The parameters of a link that name something which its exchange does not have; literals are not among them. */
function dangling({ from, status, link }: LinkAt): string[] {
  const path = from.parameters
    .filter(({ in: place }) => place === "path")
    .map(({ name }) => `$request.path.${textOf(name)}`);
  const schema = at(from.operation, "responses", status, "content", "application/json", "schema");
  const body = names(at(schema, "properties")).map((name) => `$response.body#/${name}`);
  return Object.values(asObject(link["parameters"]))
    .map(textOf)
    .filter((value) => value.startsWith("$") && ![...path, ...body].includes(value));
}

describe("links", () => {
  test.each(links)("$from.id $status $name leads to an operation and gives all that it requires", ({ link }) => {
    const target = operationOf(link["operationId"]);
    const given = names(link["parameters"]);
    expect(given).toEqual(expect.arrayContaining(required(target)));
    expect(target.parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(given));
  });

  test.each(links)("$from.id $status $name reads only what is in the exchange", (link) => {
    expect(dangling(link)).toEqual([]);
  });

  test.each(links.filter(({ link }) => "requestBody" in link))("$from.id $name has a valid body", ({ link }) => {
    expect(faults(bodyPointer(operationOf(link["operationId"])), link["requestBody"])).toBeUndefined();
  });

  test("lead from what makes an id to every operation that needs one", () => {
    const reached = links.filter(({ status }) => status === "201").map(({ link }) => link["operationId"]);
    const needy = operations.filter((operation) => required(operation).length > 0).map(({ id }) => id);
    expect(new Set(reached)).toEqual(new Set(needy));
  });
});

describe("x-covenant", () => {
  const marks = [...objectsIn(document)].filter(([, object]) => "x-covenant" in object);
  const formAt = (place: readonly string[]): string =>
    place.at(-2) === "links" ? "given" : place[0] === "paths" && place.length === 3 ? "merges" : "from";
  const EXPRESSION = /^\$(?:request\.path\.\w+|response\.body#\/\w+)$/;

  test.each(marks.map(([place, object]) => [place.join(" "), formAt(place), asObject(object["x-covenant"])] as const))(
    "at %s has the one form of its position",
    (_, form, mark) => {
      expect(names(mark)).toEqual([form]);
    },
  );

  test.each(
    marks.filter(([place]) => formAt(place) === "from").map(([place, object]) => [place.join(" "), object] as const),
  )("at %s says which values an operation makes, and what it was called with", (_, object) => {
    const from = asObject(at(object, "x-covenant", "from"));
    expect(names(from)).toEqual(["operationId", "value", "parameters"]);
    expect(names(from["parameters"])).toEqual(required(operationOf(from["operationId"])));
    for (const value of [from["value"], ...Object.values(asObject(from["parameters"]))]) {
      expect(value).toMatch(EXPRESSION);
    }
  });

  test("says of every PATCH that it merges, and what takes a member out", () => {
    const patches = marks
      .filter(([place]) => formAt(place) === "merges")
      .map(([place, object]) => [place[2], object["x-covenant"]]);
    expect(patches).toEqual(Array.from({ length: 4 }, () => ["patch", { merges: { removedBy: "" } }]));
  });

  test.each(links.filter(({ link }) => "x-covenant" in link))(
    "$from.id $name asks for a possible body",
    ({ from, link }) => {
      const schema = asObject(at(from.operation, "requestBody", "content", "application/json"))["schema"];
      const given = Object.entries(asObject(at(link, "x-covenant", "given")));
      expect(given).not.toEqual([]);
      for (const [pointer, value] of given) {
        expect(names(at(schema, "properties")).map((name) => `/${name}`)).toContain(pointer);
        expect(faults(`${textOf(asObject(schema)["$ref"])}/properties${pointer}`, value)).toBeUndefined();
      }
    },
  );
});
