import type { Failure } from "./target.ts";

/** How far an exchange had come when it failed. */
export interface Progress {
  /** A connection stood and the request was being written to it. */
  readonly connected: boolean;
  /** The header of the final answer was there. */
  readonly header: boolean;
}

/** What came of an exchange that brought no answer: the target's failure or our own inability. */
export type Broken =
  | { readonly outcome: "failed"; readonly failure: Failure; readonly detail: string }
  | { readonly outcome: "unsendable"; readonly reason: string };

/** The client's refusals: they are about what it was asked to send, not about the target. */
const OURS = new Set([
  "UND_ERR_INVALID_ARG",
  "UND_ERR_NOT_SUPPORTED",
  "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH",
  "UND_ERR_DESTROYED",
  "UND_ERR_CLOSED",
]);

/** An error of the client by its code (undici's `UND_ERR_…`, the system's `E…`) or name. */
export function classify(error: Error, progress: Progress): Broken {
  const code = codeOf(error);
  const detail = code === "" ? error.message : `${code}: ${error.message}`;
  if (OURS.has(code)) return { outcome: "unsendable", reason: error.message };
  if (code === "UND_ERR_HEADERS_OVERFLOW") return { outcome: "failed", failure: "tooLarge", detail };
  if (!progress.connected) return { outcome: "failed", failure: "refused", detail: unconnected(code) ?? detail };
  // undici gives up on an interim 100, which RFC 9110 (section 15.2) lets a server send unasked.
  if (code === "UND_ERR_SOCKET" && error.message === "bad response") {
    return { outcome: "unsendable", reason: "the answer began with 100 (Continue), which this client does not read" };
  }
  return { outcome: "failed", failure: isProtocol(error, progress) ? "protocol" : "reset", detail };
}

/** Why there is no connection, where the code alone would not tell what to do. */
function unconnected(code: string): string | undefined {
  if (/^(?:ENOTFOUND|EAI_AGAIN)$/.test(code)) return `its name does not resolve (${code})`;
  if (code === "CERT_HAS_EXPIRED") return `its certificate has expired (${code})`;
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return `its certificate is for another name (${code})`;
  if (/^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+)$/.test(code))
    return `its certificate is not trusted (${code}): name the file of its authority in NODE_EXTRA_CA_CERTS`;
  return undefined;
}

function isProtocol(error: Error, progress: Progress): boolean {
  // A connection that ends inside a chunked body is cut off, not garbled. These errors have no code.
  if (error.name === "HTTPParserError") return !error.message.includes("Invalid EOF state");
  const code = codeOf(error);
  // undici also says this of any garbage in a header block in which a Content-Length was seen.
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") return !progress.header;
  return code === "UND_ERR_SOCKET" && error.message === "bad upgrade";
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
