import { isForeign } from "./fault.ts";
import { conforms, violates, type Check } from "./check.ts";

/** RFC 9110, section 15.6: 5xx says that the server is at fault. A documented one (503 while in maintenance) is kept word, and 501 denies a method. */
export const notAServerError: Check = {
  name: "notAServerError",
  promise: "No request makes the server fail.",
  judge({ operation, request, response, documented }, { unsupportedMethod }) {
    if (response.status < 500 || documented?.status === String(response.status)) return conforms;
    if (isForeign({ operation, request }) && unsupportedMethod.includes(response.status)) return conforms;
    return violates({
      pointer: `${operation.pointer}/responses`,
      received: `status ${response.status}`,
      documented: "an answer below 500",
      kind: String(response.status),
    });
  },
};
