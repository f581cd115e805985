/**
 * What is written, or why it has no form on the wire: there the runtime's encoders throw a TypeError, and encodeURIComponent (of a
 * lone surrogate) a URIError. Other errors are thrown on.
 */
export function orWhyNot<Written>(write: () => Written): Written | TypeError | URIError {
  try {
    return write();
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return error;
    throw error;
  }
}
