import type { Check } from "./check.ts";
import { allowHeaderConformance } from "./allowHeaderConformance.ts";
import { ignoredAuth } from "./ignoredAuth.ts";
import { contentTypeConformance } from "./contentTypeConformance.ts";
import { errorCodeConformance } from "./errorCodeConformance.ts";
import { maxResponseTime } from "./maxResponseTime.ts";
import { missingRequiredHeader } from "./missingRequiredHeader.ts";
import { negativeDataRejection } from "./negativeDataRejection.ts";
import { notAServerError } from "./notAServerError.ts";
import { positiveDataAcceptance } from "./positiveDataAcceptance.ts";
import { responseHeadersConformance } from "./responseHeadersConformance.ts";
import { responseSchemaConformance } from "./responseSchemaConformance.ts";
import { stackTraceLeak } from "./stackTraceLeak.ts";
import { statusCodeConformance } from "./statusCodeConformance.ts";
import { textUndamaged } from "./textUndamaged.ts";
import { unsupportedMethod } from "./unsupportedMethod.ts";
import { writeOnlyHidden } from "./writeOnlyHidden.ts";

/** Every check, in the order in which their findings are told. */
export const checks: readonly Check[] = [
  notAServerError,
  stackTraceLeak,
  statusCodeConformance,
  contentTypeConformance,
  responseHeadersConformance,
  responseSchemaConformance,
  writeOnlyHidden,
  textUndamaged,
  negativeDataRejection,
  ignoredAuth,
  missingRequiredHeader,
  unsupportedMethod,
  allowHeaderConformance,
  errorCodeConformance,
  positiveDataAcceptance,
  maxResponseTime,
];

/** By name, what each check promises; `answers` is judged by the sender itself, where no answer came. */
export const promises: Readonly<Record<string, string>> = Object.fromEntries([
  ["answers", "Every request is answered by an HTTP response within the deadline."],
  ...checks.map(({ name, promise }) => [name, promise] as const),
]);
