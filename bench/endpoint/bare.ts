/**
 * A bare node:http server that says what it was given: the least that any server does.
 *
 * usage: node bench/endpoint/bare.ts <answers>, of the form {"GET /path": [200, "…"], "POST": [201, "…"]}: a method alone
 * stands for all its other paths
 */
import { createServer } from "node:http";

const answers = new Map<string, readonly [status: number, body: string]>(
  Object.entries(JSON.parse(process.argv[2] ?? "{}")),
);

const server = createServer((request, response) => {
  const { method = "", url = "" } = request;
  const [status, body] = answers.get(`${method} ${url}`) ?? answers.get(method) ?? [404, ""];
  request.resume().on("end", () => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
}).listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
});
