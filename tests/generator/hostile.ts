import { document, saying } from "./language.ts";

/** A document that someone wrote to do harm: by the name of the attack, its file's text. */
export type Hostile = readonly [attack: string, text: string];

/** Texts that are code, paths, comment ends, directives or names of prototypes somewhere; a document says each wherever it can say anything. */
const TEXTS: Readonly<Record<string, string>> = {
  "double quote": '"; globalThis.pwned = 1; "',
  "single quote": "'; globalThis.pwned = 1; '",
  backtick: "`; globalThis.pwned = 1; `",
  "template expression": "${globalThis.pwned = 1}",
  "comment end": "*/ globalThis.pwned = 1; /*",
  "end of line": "x\nglobalThis.pwned = 1;//",
  "carriage return": "x\rglobalThis.pwned = 1;//",
  "line separator": "x\u2028globalThis.pwned = 1;//",
  "paragraph separator": "x\u2029globalThis.pwned = 1;//",
  "escaped quote": '\\"; globalThis.pwned = 1; //',
  "unicode escape": "\\u0022; globalThis.pwned = 1; //",
  "end of a script": "</script><script>globalThis.pwned = 1</script>",
  "HTML comment": "<!-- globalThis.pwned = 1; -->",
  "regular expression": "/; globalThis.pwned = 1; /",
  "computed name": "[globalThis.pwned = 1]",
  "dynamic import": '`+import("data:text/javascript,globalThis.pwned=1")+`',
  "type argument": "> ; globalThis.pwned = 1; type X<Y",
  prototype: "__proto__",
  constructor: "constructor",
  "inherited method": "hasOwnProperty",
  "path upwards": "../../../pwned",
  "path upwards on Windows": "..\\..\\pwned",
  "absolute path": "/tmp/pwned",
  "encoded path": "..%2f..%2fpwned",
  "NUL in a path": "pwned\0.ts",
  device: "CON",
  "compiler's directive": "@ts-nocheck",
  "triple slash": '/// <reference path="/etc/passwd" />',
  "source map": "//# sourceMappingURL=data:,pwned",
  "lone surrogate": "\ud800",
  "bidirectional override": "\u202e/* } */ globalThis.pwned = 1;",
  "escape sequence of a terminal": "\u001b[2J",
  "nothing at all": "",
};

const responses = { 200: { description: "" } };
const withSchema = (schema: object, schemas: object = {}): string =>
  JSON.stringify(
    document(
      {
        "/a": {
          post: { operationId: "a", requestBody: { content: { "application/json": { schema } } }, responses },
        },
      },
      schemas,
    ),
  );
const ref = (name: string | number) => ({ $ref: `#/components/schemas/A${name}` });
/** Schemas of which each refers to the next one several times: 2^30 by the end. */
const laughs = (level: (next: object) => object): object =>
  Object.fromEntries(
    Array.from({ length: 31 }, (_, index) => [`A${index}`, index === 30 ? {} : level(ref(index + 1))]),
  );
const nested = (depth: number): string =>
  withSchema({ type: "string" }).replace('{"type":"string"}', `${'{"items":'.repeat(depth)}{}${"}".repeat(depth)}`);
const LONG = "x".repeat(10_000_000);

const SIZES: readonly Hostile[] = [
  ["10 MB of description", withSchema({ description: LONG })],
  ["10 MB of enum", withSchema({ enum: [LONG] })],
  ["10 MB of a property's name", withSchema({ properties: { [LONG]: {} } })],
  ["10 MB of pattern", withSchema({ pattern: LONG })],
  ["10 MB of operationId", JSON.stringify(document({ "/a": { get: { operationId: LONG, responses } } }))],
  ["10 MB of path", JSON.stringify(document({ [`/${LONG}`]: { get: { operationId: "a", responses } } }))],
  [
    "a path of 5,000 parameters that nothing describes",
    JSON.stringify(
      document({
        [Array.from({ length: 5_000 }, (_, index) => `/{p${index}}`).join("")]: {
          get: { operationId: "a", responses },
        },
      }),
    ),
  ],
  ["20,000 values", withSchema({ enum: Array.from({ length: 20_000 }, (_, index) => `v${index}`) })],
  ["nesting 5,000 deep", nested(5_000)],
  ["nesting 200 deep", nested(200)],
  ["lengths without end", withSchema({ type: "string", minLength: 1e15, maxLength: 1e308 })],
  ["numbers that are none", withSchema({ const: 1 }).replace('"const":1', '"const":1e400,"maximum":-0.0')],
];

const REFERENCES: readonly Hostile[] = [
  [
    "billion laughs in properties",
    withSchema(
      ref(0),
      laughs((next) => ({ properties: { a: next, b: next } })),
    ),
  ],
  [
    "billion laughs in allOf",
    withSchema(
      ref(0),
      laughs((next) => ({ allOf: [next, next] })),
    ),
  ],
  [
    "billion laughs in oneOf",
    withSchema(
      ref(0),
      laughs((next) => ({ oneOf: [next, next] })),
    ),
  ],
  [
    "billion laughs in items",
    withSchema(
      ref(0),
      laughs((next) => ({ items: next, prefixItems: [next, next] })),
    ),
  ],
  ["a reference to itself", withSchema(ref(0), { A0: ref(0) })],
  [
    "references in a circle",
    withSchema(ref(0), { A0: ref(1), A1: { allOf: [ref(0), { properties: { a: ref(1) } }] } }),
  ],
  [
    "a discriminator in a circle",
    withSchema(ref(0), { A0: { oneOf: [ref(0)], discriminator: { propertyName: "__proto__" } } }),
  ],
  ["a reference out of the folder", withSchema({ $ref: "../../../../etc/passwd#/a" })],
  ["a reference to a server", withSchema({ $ref: "http://127.0.0.1:1/a.json#/a" })],
  ["a reference to a prototype", withSchema({ $ref: "#/__proto__/constructor" })],
];

const PATTERNS: readonly Hostile[] = ["^(a+)+$", "^(a|aa)*b$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(", "(?<n>a)\\k<m>"].map(
  (pattern) => [
    `pattern ${pattern}`,
    withSchema({ type: "string", pattern, default: `${"a".repeat(50)}!`, examples: [`${"a".repeat(50)}!`] }),
  ],
);

const YAML: readonly Hostile[] = [
  [
    "an alias bomb",
    `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`).join("\n")}\nopenapi: 3.1.0`,
  ],
  [
    "a tag of another language",
    'openapi: 3.1.0\ninfo: !!js/function "function () { globalThis.pwned = 1 }"\npaths: {}',
  ],
  [
    "a merge of a prototype",
    "openapi: 3.1.0\ninfo: { <<: { __proto__: { pwned: 1 } }, title: T, version: 1 }\npaths: {}",
  ],
];

export const HOSTILE: readonly Hostile[] = [
  ...Object.entries(TEXTS).map(([attack, text]): Hostile => [
    attack,
    JSON.stringify(saying(Array.from({ length: 10 }, () => text))),
  ]),
  ...SIZES,
  ...REFERENCES,
  ...PATTERNS,
  ...YAML,
];
