import type { Check } from "./check.ts";
import { contentTypeConformance } from "./contentTypeConformance.ts";
import { negativeDataRejection } from "./negativeDataRejection.ts";
import { notAServerError } from "./notAServerError.ts";
import { positiveDataAcceptance } from "./positiveDataAcceptance.ts";
import { responseHeadersConformance } from "./responseHeadersConformance.ts";
import { responseSchemaConformance } from "./responseSchemaConformance.ts";
import { statusCodeConformance } from "./statusCodeConformance.ts";

/** Every check, in the order in which their findings are told. */
export const checks: readonly Check[] = [
  notAServerError,
  statusCodeConformance,
  contentTypeConformance,
  responseHeadersConformance,
  responseSchemaConformance,
  negativeDataRejection,
  positiveDataAcceptance,
];
