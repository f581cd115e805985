import type { Header } from "../../model/model.ts";
import type { Judged } from "../judged.ts";
import type { Deviation } from "../verdict.ts";
import { headerOf } from "../wire/headers.ts";
import { decodeResponseHeader } from "../wire/response.ts";
import { conforms, violates, type Check } from "./check.ts";

/** OAS 3.1, Response Object, `headers`: required ones are there, and each one that is there is valid in some reading. */
export const responseHeadersConformance: Check = {
  name: "responseHeadersConformance",
  promise: "Every documented header is valid, and there where it is required.",
  judge(judged) {
    if (judged.documented === undefined || judged.documented.headers.length === 0) return conforms;
    return violates(...judged.documented.headers.flatMap((header) => deviations(header, judged)));
  },
};

function deviations(header: Header, { response, schemas }: Judged): readonly Deviation[] {
  const decoded = decodeResponseHeader(header, response.headers, schemas.resolve);
  if (decoded.outcome === "unclear") return [];
  if (decoded.outcome === "absent") {
    if (!header.required) return [];
    return [
      {
        pointer: `${header.pointer}/required`,
        received: `no header ${header.name}`,
        documented: `header ${header.name} on every such answer`,
        kind: "required",
      },
    ];
  }
  const failures =
    decoded.outcome === "readings" ? decoded.readings.map(({ value }) => schemas.validate(header.schema, value)) : [];
  if (failures.some((found) => found.length === 0)) return [];
  const shown = `${header.name}: ${headerOf(response.headers, header.name.toLowerCase()) ?? ""}`;
  if (decoded.outcome === "malformed")
    return [{ pointer: header.pointer, received: shown, documented: decoded.keyword, kind: decoded.keyword }];
  const [first] = failures.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (first === undefined) return [];
  return [
    {
      pointer: `${first.schema}/${first.keyword}`,
      received: shown,
      documented: `${first.keyword} ${shortly(first.expected)}`,
      kind: first.keyword,
    },
  ];
}

export function shortly(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
