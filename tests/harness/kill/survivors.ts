/** Why a mutant is not found: argued by hand, by `document: name`. */
export const SURVIVORS: Readonly<Record<string, string>> = {
  "form: required ignored at body#/address of order":
    "Equivalent: the address has one member, and without it nothing is written of it; nothing is an order without an address, which is valid",
  "maps: map breaks down over a member that the document does not know":
    "By design: members that the document does not speak of are sent at the top of a body only, and this one is below",
  "readWriteOnly: a PUT that merges, where some members are the server's":
    "Equivalent here: the one member that could be left over is never shown, since the server makes none of the readOnly members that it needs",
  "readWriteOnly: a Location that no operation has":
    "By design: what a document does not describe may be there all the same; only a Location that an operation can follow is looked at",
};
