/** Names under which secrets travel, whatever a document says of them: of header lines, cookies, query parameters and members of a body. */
const SENSITIVE =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|(?:.*[-_])?(?:api-?_?key|access-?_?key|token|secret|password|credentials?|signature|session(?:-?_?id)?))$/i;

export function isSensitive(name: string): boolean {
  return SENSITIVE.test(name);
}
