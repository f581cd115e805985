import { once } from "node:events";
import { createServer } from "node:net";
import type { Socket } from "node:net";

/** What a server does on its n-th connection (from 0) when the header of a request has come. */
export type Behaviour = (socket: Socket, connection: number, head: string) => void;

export interface HostileServer {
  readonly url: string;
  /** All bytes received, one character each, by connection. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

/** A server on a raw socket: it can say anything at all. */
export async function hostileServer(behave: Behaviour): Promise<HostileServer> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const connection = received.push("") - 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    let head = "";
    socket.on("data", (chunk) => {
      const text = chunk.toString("latin1");
      received[connection] += text;
      head += text;
      if (!head.includes("\r\n\r\n")) return;
      behave(socket, connection, head);
      head = "";
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server on TCP has a port");
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await once(server.close(), "close");
  };
  return { url: `http://127.0.0.1:${address.port}`, received, close };
}

/** Writes a piece again and again, as fast as the other side reads or every `interval` milliseconds, until the connection ends. */
export function endlessly(socket: Socket, piece: string, interval?: number): void {
  if (socket.destroyed) return;
  if (interval === undefined) socket.write(piece, () => setImmediate(endlessly, socket, piece));
  else setTimeout(() => (socket.write(piece), endlessly(socket, piece, interval)), interval);
}
