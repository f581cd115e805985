/** Answers are told apart by `case`, and by nothing else. */
import { UpdateRouteResponse } from "../../generated/apigatewayv2/index.ts";
import { ListPets } from "../generator/features/index.ts";
import type { WireResponse } from "../../runtime/index.ts";

declare const response: WireResponse;

declare function use(value: unknown): void;

const answer = UpdateRouteResponse.decode(response);
// @ts-expect-error no body before the case is known
use(answer.body);
if (answer.case === 200) {
  use(answer.body.routeResponseId satisfies string | undefined);
  // @ts-expect-error a member of the error's body
  use(answer.body.message);
}
// @ts-expect-error a status that is not documented
use(answer.case === 201);

/** Closed: a `switch` over the cases is exhaustive, and says so when the document gets another one. */
export function words(answer: UpdateRouteResponse.Answer): string {
  switch (answer.case) {
    case 200:
      return answer.body.routeResponseKey ?? "";
    case 400:
    case 403:
    case 404:
    case 406:
    case 409:
    case 415:
    case 429:
      return String(answer.response.status);
    case "undocumented":
      return answer.unexpected;
    default:
      return answer satisfies never;
  }
}

export function incomplete(answer: UpdateRouteResponse.Answer): string {
  switch (answer.case) {
    case 200:
    case "undocumented":
      return "";
    default:
      // @ts-expect-error the arms of the errors are forgotten
      return answer satisfies never;
  }
}

const pets = ListPets.decode(response);
if (pets.case === 200 && pets.contentType === "text/csv") pets.body.trim();
if (pets.case === 200 && pets.contentType === "application/json") {
  use(pets.headers["X-Total"] satisfies number | undefined);
  // @ts-expect-error answers are read-only
  pets.body.push({ name: "Rex", age: 1 });
}
if (pets.case === "4XX") pets.body.title.trim();
if (pets.case === "default") use(pets.body satisfies undefined);
