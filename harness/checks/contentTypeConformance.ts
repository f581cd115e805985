import type { HeaderLine } from "../../runtime/wire.ts";
import { headerOf, headersOf } from "../wire/headers.ts";
import { decodeResponseBody } from "../wire/response.ts";
import { conforms, undecided, violates, type Check } from "./check.ts";

/** OAS 3.1, Response Object, `content`: the media types of an answer, and that the bytes are what their type says. */
export const contentTypeConformance: Check = {
  name: "contentTypeConformance",
  promise: "Every body has a documented media type, and is what that type says.",
  judge({ documented, request, response, schemas }) {
    if (documented !== undefined && response.status === 204 && announcesContent(response.headers))
      return violates({
        pointer: documented.pointer,
        received: "204 with a body",
        documented: "204 has none (RFC 9110, section 15.3.5)",
        kind: "204",
      });
    if (documented === undefined || documented.content.length === 0 || request.method === "HEAD") return conforms;
    const body = decodeResponseBody(documented, response, schemas.resolve);
    if (body.outcome === "decoded") return conforms;
    if (body.outcome === "unclear") return undecided(body.reason);
    const types = documented.content.map(({ mediaType }) => mediaType).join(" or ");
    switch (body.outcome) {
      case "empty":
        return violates({
          pointer: `${documented.pointer}/content`,
          received: "no body",
          documented: types,
          kind: "empty",
        });
      case "undocumentedMediaType":
        return violates({
          pointer: `${documented.pointer}/content`,
          received: body.received === undefined ? "a body without a content type" : `content-type: ${body.received}`,
          documented: types,
          kind: body.received?.split(";")[0]?.trim().toLowerCase() ?? "none",
        });
      case "malformed":
        return violates({
          pointer: body.media.pointer,
          received: `a body that is no ${body.media.mediaType}: ${body.reason}`,
          documented: types,
          kind: body.keyword,
        });
    }
  },
};

/** The bytes themselves are not of the answer any more (RFC 9112, section 6.3). */
function announcesContent(headers: readonly HeaderLine[]): boolean {
  return (
    headersOf(headers, "content-length").some((length) => Number(length) > 0) ||
    headerOf(headers, "transfer-encoding") !== undefined
  );
}
