import { expect } from "vitest";

/** A refusal by its status and the name of its error. */
export type Refused = readonly [status: number, type: string];

export const SERIALIZATION: Refused = [400, "SerializationException"];
export const BAD_REQUEST: Refused = [400, "BadRequestException"];
export const NO_TOKEN: Refused = [403, "MissingAuthenticationTokenException"];
export const NOT_FOUND: Refused = [404, "NotFoundException"];
export const NO_OPERATION: Refused = [404, "UnknownOperationException"];
export const NO_METHOD: Refused = [405, "MethodNotAllowedException"];
export const NOT_ACCEPTABLE: Refused = [406, "NotAcceptableException"];
export const CONFLICT: Refused = [409, "ConflictException"];
export const NOT_JSON: Refused = [415, "UnsupportedMediaTypeException"];
export const TOO_MANY: Refused = [429, "TooManyRequestsException"];

/** What every answer has. */
export const EVERY = { "x-amzn-requestid": expect.stringMatching(/^[0-9a-f-]{36}$/) };

/** What every refusal has: to be matched against a reply. */
export const refusal = ([status, type]: Refused): object => ({
  status,
  type,
  headers: { ...EVERY, "content-type": "application/json" },
  body: { message: expect.any(String) },
});
