import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { parseJson } from "../../../model/json.ts";
import { pets, ran } from "./language.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const CREATED =
  'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{"id":"a","name":"a"}';
const REFUSED = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
const BARE = "HTTP/1.1 400 Bad Request\r\ncontent-type: text/html\r\ncontent-length: 2\r\n\r\nno";
const FAILED = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n";

/** A server of pets by hand, which answers a request whose Content-Length is not its body's in its own way. */
async function serve(misframed: (socket: Socket, body: string) => void): Promise<string> {
  const server = createServer((socket) => {
    let text = "";
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      const [head = "", body] = text.split(/\r\n\r\n(.*)/s);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
      if (body === undefined || (body.length < length && !head.includes("connection: close"))) return;
      text = "";
      if (body.length === length) socket.write(isPet(body) ? CREATED : REFUSED);
      else if (body !== "") misframed(socket, body);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closing.push(() => server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
}

function isPet(body: string): boolean {
  return parseJson(body).outcome === "parsed";
}

/** What is found by requests whose Content-Length is wrong. */
async function found(misframed: (socket: Socket, body: string) => void): Promise<readonly string[]> {
  const url = await serve(misframed);
  const isCreate = ({ id }: { readonly id: string }): boolean => id === "createPet";
  const { findings } = await ran(await pets(), url, { includes: isCreate, phases: ["coverage"] });
  return [...findings.values()]
    .filter(({ violation }) => violation?.name === "contentLength")
    .map(({ check, received }) => `${check}: ${received}`);
}

test("a server that reads on beyond Content-Length is found", async () =>
  expect(await found((socket, body) => socket.write(isPet(body) ? CREATED : REFUSED))).toEqual([
    "negativeDataRejection: status 201 for a request that breaks json at body",
  ]));

test("a server that breaks down over it is found", async () =>
  expect(await found((socket) => socket.write(FAILED))).toContain("notAServerError: status 500"));

test("a refusal that the document does not describe is HTTP's own", async () =>
  expect(await found((socket) => socket.write(BARE))).toEqual([]));

test("no answer is owed", async () => expect(await found((socket) => socket.destroy())).toEqual([]));
