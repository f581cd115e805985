import type { Pointer } from "../../model/model.ts";
import type { Judged } from "../judged.ts";
import { conforms, undecided, violates, type Check } from "./check.ts";
import { failuresOf } from "./fault.ts";

/**
 * Where the document asks for credentials, a request without them, or with what is none, is not served (RFC 9110, section 15.5.2).
 * Nor is one whose credentials have the right form and open nothing: only a run that was given real ones has such, and says so.
 */
export const ignoredAuth: Check = {
  name: "ignoredAuth",
  promise: "A request without good credentials is refused.",
  judge(judged) {
    const { status } = judged.response;
    const bad = badness(judged);
    if (bad === undefined || status >= 400) return conforms;
    if (status < 200 || status >= 300)
      return undecided(`a request without good credentials was answered ${status}, neither served nor refused`);
    if (bad.kind === "swappedCredentials")
      return undecided("credentials of another scheme may open this operation too: the document does not tell");
    return violates({
      pointer: bad.pointer,
      received: `status ${status} for a request with ${bad.kind}`,
      documented: "a refusal (401 or 403): credentials are required",
      kind: bad.kind,
    });
  },
};

function badness(judged: Judged): { readonly kind: string; readonly pointer: Pointer } | undefined {
  const [failure] = failuresOf(judged, "credentials");
  if (failure !== undefined) return { kind: failure.keyword, pointer: failure.pointer };
  const { credentials, operation } = judged;
  if (credentials === undefined) return undefined;
  return { kind: `${credentials}Credentials`, pointer: operation.security[0]?.pointer ?? operation.pointer };
}
