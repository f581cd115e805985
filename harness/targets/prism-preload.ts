/**
 * What Prism's process runs before Prism, as a module to import. Its standard input is a pipe of ours: that ends with us, however we end, and Prism with it.
 * An error that nobody catches comes from one request: instead of the process, which takes a second to come back, all open connections end, after one line that
 * tells the error. Without a connection Prism has failed to start.
 */
export const PRELOAD = `data:text/javascript,${encodeURIComponent(`
import { subscribe } from "node:diagnostics_channel";

process.stdin.resume().on("end", () => process.exit());

const open = new Set();
subscribe("net.server.socket", ({ socket }) => {
  open.add(socket);
  socket.once("close", () => open.delete(socket));
});

process.on("uncaughtException", ({ name = "Error", message }) => {
  process.stderr.write(name + ": " + String(message).replaceAll("\\n", " ") + "\\n");
  if (open.size === 0) process.exit(1);
  for (const socket of open) socket.destroy();
});
`)}`;
