import { answerDefects } from "./defects/answers.ts";
import type { Defect } from "./defects/defect.ts";
import { requestDefects } from "./defects/requests.ts";
import { stateDefects } from "./defects/state.ts";

/** Every fault that `--defect` knows. */
export const DEFECTS: readonly Defect[] = [...answerDefects, ...requestDefects, ...stateDefects];
