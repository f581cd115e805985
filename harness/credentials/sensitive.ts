/** Names under which secrets travel, whatever a document says of them: of header lines, cookies, query parameters and members of a body. */
const SENSITIVE =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|(?:.*[-_])?(?:api-?_?key|access-?_?key|token|secret|password|credentials?|signature|session(?:-?_?id)?))$/i;

/** The names of answers' header lines are few, but for those of a hostile target. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 1000;

export function isSensitive(name: string): boolean {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const sensitive = SENSITIVE.test(name);
  known.set(name, sensitive);
  return sensitive;
}
