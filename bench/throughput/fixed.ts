/**
 * A bare node:http server that answers each operation with one answer, taken from a record: the first success by method and by the literal segments of the path.
 *
 * usage: node bench/throughput/fixed.ts <answers.json>
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { placeOf } from "./place.ts";

const answers = new Map<
  string,
  { readonly status: number; readonly headers: Record<string, string>; readonly body: string }
>(JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")));
const NOT_FOUND = { status: 404, headers: { "content-type": "application/json" }, body: "{}" };

const server = createServer((request, response) => {
  const key = placeOf(request.method ?? "", request.url ?? "");
  request.resume().on("end", () => {
    const { status, headers, body } = answers.get(key) ?? NOT_FOUND;
    response.writeHead(status, headers).end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
});
