import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Model } from "../../../model/model.ts";
import { application, type Incoming, type Temperament } from "./application.ts";
import type { Answer, Fault } from "./fault.ts";

export interface Reference {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the conforming server of a document on 127.0.0.1, at any free port; with a fault, all but conforming. */
export async function startReference(
  model: Model,
  { fault, temperament, seed }: { fault?: Fault; temperament?: Temperament; seed?: number } = {},
): Promise<Reference> {
  const answer = application(model, fault, temperament, seed);
  const server = createServer({ requireHostHeader: false }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => send(outgoing, answer(incomingOf(incoming, Buffer.concat(chunks)))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function incomingOf({ method = "", url = "", rawHeaders }: IncomingMessage, body: Buffer): Incoming {
  const headers = new Map<string, string[]>();
  for (let line = 0; line < rawHeaders.length; line += 2) {
    const name = (rawHeaders[line] ?? "").toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[line + 1] ?? ""]);
  }
  return { method, target: url, headers, body };
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  if (status === 0) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}
