import type { Row, Store } from "../storage.ts";
import { isUpdateRouteResponse, parsed, type Defect } from "./defect.ts";

const EXPRESSION = "modelSelectionExpression";

/** The route response that a path of the form `…/routes/{routeId}/routeresponses/{routeResponseId}` names. */
function named(store: Store, path: string): Row | undefined {
  const [route = "", , id = ""] = path.split("/").slice(-3);
  return store.find("routeResponse", route, id);
}

/** Faults of what is kept: the answers are well-formed, and only a second look shows that they are wrong. */
export const stateDefects: readonly Defect[] = [
  {
    name: "replace-not-merge",
    description: "updateRouteResponse drops the members that the request leaves out",
    check: "updateMerges",
    counterexample: "PATCH …/routeresponses/{routeResponseId} {} where modelSelectionExpression was set",
    apply: (store) => {
      let sent: object = {};
      return {
        around: (next) => (request) => {
          const body = async (): Promise<Buffer> => {
            const bytes = await request.body();
            sent = Object(parsed(bytes.toString()));
            return bytes;
          };
          return next({ ...request, body });
        },
        store: {
          ...store,
          update: (row, body) => {
            const keeps = (name: string): boolean =>
              row.kind !== "routeResponse" || name === "routeResponseKey" || name in sent;
            return store.update(row, Object.fromEntries(Object.entries(body).filter(([name]) => keeps(name))));
          },
        },
      };
    },
  },
  {
    name: "update-lost",
    description: "updateRouteResponse answers with the change and does not keep it",
    check: "updateReflected",
    counterexample: 'PATCH …/routeresponses/{routeResponseId} {"modelSelectionExpression":"0"}',
    apply: (store) => ({
      store: {
        ...store,
        update: (row, body) => (row.kind === "routeResponse" ? { ...row, body } : store.update(row, body)),
      },
    }),
  },
  {
    name: "empty-kept",
    description: 'modelSelectionExpression "" changes nothing',
    check: "updateMerges",
    counterexample: 'PATCH …/routeresponses/{routeResponseId} {"modelSelectionExpression":""}',
    apply: (store) => ({
      store: {
        ...store,
        update: (row, body) => {
          const before = row.body[EXPRESSION];
          return store.update(
            row,
            before === undefined || EXPRESSION in body ? body : { ...body, [EXPRESSION]: before },
          );
        },
      },
    }),
  },
  {
    name: "delete-keeps",
    description: "a deleted route response is still there, in lists too",
    check: "deleteRemoves",
    counterexample: "DELETE …/routeresponses/{routeResponseId}, then GET the same",
    apply: (store) => ({
      store: {
        ...store,
        remove: (row) => {
          if (row.kind !== "routeResponse") store.remove(row);
        },
      },
    }),
  },
  {
    name: "get-after-delete",
    description: "a deleted model is gone from the list, but can still be read",
    check: "useAfterFree",
    counterexample: "DELETE …/models/{modelId}, then GET the same",
    apply: (store) => {
      const graveyard = new Map<string, Row>();
      return {
        store: {
          ...store,
          find: (kind, parent, id) => store.find(kind, parent, id) ?? graveyard.get(id),
          remove: (row) => {
            if (row.kind === "model") graveyard.set(row.id, row);
            store.remove(row);
          },
        },
      };
    },
  },
  {
    name: "created-elsewhere",
    description: "a new model cannot be read under the modelId that was given",
    check: "ensureResourceAvailability",
    counterexample: 'POST …/models {"name":"a","schema":"null"}, then GET it',
    apply: (store) => ({
      store: {
        ...store,
        insert: (kind, parent, body) => {
          const row = store.insert(kind, parent, body);
          return kind === "model" ? { ...row, id: "aaaaaa" } : row;
        },
      },
    }),
  },
  {
    name: "refused-and-written",
    description: "an updateRouteResponse that is refused with 400 changes the route response all the same",
    check: "rejectionLeavesNoTrace",
    counterexample: 'PATCH …/routeresponses/{routeResponseId} {"routeResponseKey":""}',
    apply: (store) => ({
      around: (next) => async (request) => {
        const answer = await next(request);
        const row = named(store, request.path);
        if (row !== undefined && answer.status === 400 && isUpdateRouteResponse(request)) {
          store.update(row, { ...row.body, [EXPRESSION]: `$refused.${row.version}` });
        }
        return answer;
      },
    }),
  },
];
