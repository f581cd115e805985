import { randomUUID } from "node:crypto";
import { createServer, STATUS_CODES, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { application, type ApplicationOptions } from "./application.ts";
import type { Defect } from "./defects/defect.ts";
import { STATUS_OF_REFUSAL, type RefusalName } from "./refusals.ts";
import { openStore, type SavedResource } from "./storage.ts";

export interface EndpointOptions extends Omit<ApplicationOptions, "around"> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The database file; in memory without it. */
  readonly file?: string;
  /** Resources that are there from the start. */
  readonly state?: readonly SavedResource[];
  /** A fault to have on purpose. */
  readonly defect?: Pick<Defect, "apply">;
}

export interface Endpoint {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends open connections and closes the database. */
  close(): Promise<void>;
}

/** Starts the service on 127.0.0.1. Rejects where the port is taken, the database cannot be used or the state does not fit. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<Endpoint> {
  const store = openStore(options.file ?? ":memory:");
  try {
    store.seed(options.state ?? []);
    const { store: seen = store, around } = options.defect?.apply(store) ?? {};
    const server = httpServer(application(seen, around === undefined ? options : { ...options, around }).fetch);
    const port = await listen(server, options.port ?? 0);
    return {
      url: `http://127.0.0.1:${port}`,
      close: async () => {
        await new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        });
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

function httpServer(fetch: Parameters<typeof getRequestListener>[0]): Server {
  const listener = getRequestListener(fetch, {
    errorHandler: () => unreadable("BadRequestException", "Host or request target cannot be read"),
  });
  // A client that does not finish its request within these times gets 408.
  const limits = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };
  const server = createServer({ ...limits, requireHostHeader: false }, (incoming, outgoing) => {
    void listener(incoming, outgoing);
  });
  server.on("checkExpectation", listener);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    refuseRaw(socket, REFUSAL_OF_CODE[error.code ?? ""] ?? "BadRequestException");
  });
  server.on("connect", (_, socket) => {
    refuseRaw(socket, "MethodNotAllowedException");
  });
  return server;
}

const REFUSAL_OF_CODE: Readonly<Record<string, RefusalName>> = {
  HPE_HEADER_OVERFLOW: "RequestHeaderFieldsTooLargeException",
  ERR_HTTP_REQUEST_TIMEOUT: "RequestTimeoutException",
};

/** The answer to a request that never became one for the application. */
function unreadable(type: RefusalName, message: string): Response {
  const headers = { "content-type": "application/json", "x-amzn-errortype": type, "x-amzn-requestid": randomUUID() };
  return new Response(JSON.stringify({ message }), { status: STATUS_OF_REFUSAL[type], headers });
}

/** The same where there is nothing but a socket. */
function refuseRaw(socket: Duplex, type: RefusalName): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_REFUSAL[type];
  const body = JSON.stringify({ message: "The request cannot be read" });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `x-amzn-errortype: ${type}`,
    `x-amzn-requestid: ${randomUUID()}`,
    ...(type === "MethodNotAllowedException" ? ["allow: GET, POST, PATCH, DELETE"] : []),
    "connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
