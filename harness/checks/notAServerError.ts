import { conforms, violates, type Check } from "./check.ts";

/** RFC 9110, section 15.6: 5xx says that the server is at fault. A documented one (503 while in maintenance) is kept word. */
export const notAServerError: Check = {
  name: "notAServerError",
  promise: "No request makes the server fail.",
  judge({ operation, response, documented }) {
    if (response.status < 500 || documented?.status === String(response.status)) return conforms;
    return violates({
      pointer: `${operation.pointer}/responses`,
      received: `status ${response.status}`,
      documented: "an answer below 500",
      kind: String(response.status),
    });
  },
};
