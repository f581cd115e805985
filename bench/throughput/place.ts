/** Method and literal segments of a request to an API whose paths are `/v2/<kind>/<id>/<kind>/<id>…`. */
export function placeOf(method: string, target: string): string {
  const segments = target.split("?", 1)[0]?.split("/") ?? [];
  return `${method} ${segments.map((segment, index) => (index < 3 || index % 2 === 0 ? segment : "")).join("/")}`;
}
