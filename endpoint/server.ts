import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { application, refuse, type ApplicationOptions } from "./application.ts";
import type { Defect } from "./defects/defect.ts";
import type { Handler } from "./exchange.ts";
import { Refusal, type RefusalName } from "./refusals.ts";
import { openStore, type SavedResource } from "./storage.ts";
import { refuseRaw, requestOf, writeAnswer } from "./wire.ts";

export interface EndpointOptions extends ApplicationOptions {
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
    await store.settled();
    const { store: seen = store, around = sound } = options.defect?.apply(store) ?? {};
    const server = httpServer(around(application(seen, options)), () => store.revision());
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

const sound = (handler: Handler): Handler => handler;

function httpServer(handler: Handler, revision: () => number): Server {
  // A client that does not finish its request within these times gets 408.
  const limits = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 };
  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const request = requestOf(incoming, revision());
      writeAnswer(incoming, outgoing, request instanceof Refusal ? refuse(request) : await handler(request));
    } catch (error) {
      writeAnswer(incoming, outgoing, refuse(error));
    }
  };
  const server = createServer({ ...limits, requireHostHeader: false, joinDuplicateHeaders: true }, (...exchange) => {
    void respond(...exchange);
  });
  // An expectation that nobody has is ignored.
  server.on("checkExpectation", (...exchange) => {
    void respond(...exchange);
  });
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

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
