/** Why a mutant is not found: argued by hand, by `document: name`. */
export const SURVIVORS: Readonly<Record<string, string>> = {};
