import { deleteRemoves } from "./deleteRemoves.ts";
import { ensureResourceAvailability } from "./ensureResourceAvailability.ts";
import { idempotence } from "./idempotence.ts";
import { locationResolves } from "./locationResolves.ts";
import { nextPageResolves } from "./nextPageResolves.ts";
import { putReplaces } from "./putReplaces.ts";
import { readOnlyIgnored } from "./readOnlyIgnored.ts";
import { rejectionLeavesNoTrace } from "./rejectionLeavesNoTrace.ts";
import type { StatefulCheck } from "./story.ts";
import { textKept } from "./textKept.ts";
import { updateReflected } from "./updateReflected.ts";
import { updateMerges } from "./updateMerges.ts";
import { useAfterFree } from "./useAfterFree.ts";

/** Every check that needs more than one exchange, in the order in which their findings are told. */
export const statefulChecks: readonly StatefulCheck[] = [
  ensureResourceAvailability,
  locationResolves,
  nextPageResolves,
  textKept,
  updateReflected,
  updateMerges,
  rejectionLeavesNoTrace,
  idempotence,
  putReplaces,
  readOnlyIgnored,
  deleteRemoves,
  useAfterFree,
];
