/** The errors of the protocol and of the service: shape name -> status. The name goes into `x-amzn-errortype`. */
export const STATUS_OF_REFUSAL = {
  BadRequestException: 400,
  SerializationException: 400,
  MissingAuthenticationTokenException: 403,
  InvalidSignatureException: 403,
  NotFoundException: 404,
  UnknownOperationException: 404,
  MethodNotAllowedException: 405,
  NotAcceptableException: 406,
  RequestTimeoutException: 408,
  ConflictException: 409,
  RequestEntityTooLargeException: 413,
  UnsupportedMediaTypeException: 415,
  TooManyRequestsException: 429,
  RequestHeaderFieldsTooLargeException: 431,
  InternalServerErrorException: 500,
} as const;

export type RefusalName = keyof typeof STATUS_OF_REFUSAL;

/**
 * An answer other than success. It is thrown, because it must undo the transaction that it leaves; the application turns
 * it into the answer.
 */
export class Refusal extends Error {
  readonly type: RefusalName;
  /** The members beside `message` that the error's shape has: `resourceType`, `limitType`. */
  readonly members: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    type: RefusalName,
    message: string,
    extra: { readonly members?: Record<string, string>; readonly headers?: Record<string, string> } = {},
  ) {
    // A refusal is an answer and no fault: nobody asks where it was thrown, and to find out costs more than the rest of it.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.type = type;
    this.members = extra.members ?? {};
    this.headers = extra.headers ?? {};
  }
}

export const badRequest = (message: string): Refusal => new Refusal("BadRequestException", message);

export const conflict = (message: string): Refusal => new Refusal("ConflictException", message);

export const notFound = (resourceType: string, id: string): Refusal =>
  new Refusal("NotFoundException", `Invalid ${resourceType} identifier specified ${id}`, { members: { resourceType } });

export const tooMany = (limitType: string, message: string): Refusal =>
  new Refusal("TooManyRequestsException", message, { members: { limitType } });
