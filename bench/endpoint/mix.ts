/** Sends a request on a connection of the caller's own. */
export type Send = (method: string, path: string, body?: object) => Promise<Reply>;

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the clients work on. All are paths. */
export interface World {
  /** For each client an api, and a route response that nobody else writes. */
  readonly own: readonly { readonly api: string; readonly routeResponse: string }[];
  /** A route response in whose `responseModels` each client has a key of its own. */
  readonly map: string;
  /** A route response whose `modelSelectionExpression` everybody overwrites. */
  readonly register: string;
}

const MODELS = 8;

export async function newWorld(send: Send, clients: number): Promise<World> {
  const create = async (path: string, body: object, id: string): Promise<string> => {
    const created = await send("POST", path, body);
    // moto answers 200.
    if (created.status > 201) throw new Error(`POST ${path}: ${created.status}`);
    return `${path}/${String(created.body[id])}`;
  };
  const family = async () => {
    const definition = { name: "a", protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" };
    const api = await create("/v2/apis", definition, "apiId");
    const route = await create(`${api}/routes`, { routeKey: "$default" }, "routeId");
    const routeResponse = await create(`${route}/routeresponses`, { routeResponseKey: "$default" }, "routeResponseId");
    return { api, routeResponse };
  };
  const own = [];
  for (let index = 0; index < clients; index++) own.push(await family());
  const [map, register] = [await family(), await family()];
  for (let index = 0; index < MODELS; index++) {
    await create(`${map.api}/models`, { name: `Model${index}`, schema: "{}" }, "modelId");
  }
  return { own, map: map.routeResponse, register: register.routeResponse };
}

const valueOf = ({ body }: Reply): string => textOf(body["modelSelectionExpression"]);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** One client: it does one step after the other, and knows what the server has acknowledged to it. */
export interface Actor {
  readonly steps: Readonly<Record<Step, () => Promise<void>>>;
  /** What must be there once every client has its last answer. */
  readonly acknowledged: () => { readonly own: string; readonly map: string; readonly register: string };
}

/** Half of them write. */
export const STEPS = [
  "updateOwn",
  "readOwn",
  "updateMap",
  "readMap",
  "updateRegister",
  "readRegister",
  "createModel",
  "readModel",
  "deleteModel",
  "readDeleted",
] as const;

export type Step = (typeof STEPS)[number];

/** `fault` is called with what is wrong: an answer that does not follow from what was acknowledged before. */
export function actor(send: Send, { own, map, register }: World, index: number, fault: (text: string) => void): Actor {
  const mine = own[index] ?? { api: "", routeResponse: "" };
  const key = `client${index}`;
  const known = { own: "", map: "", register: "" };
  const seen = new Map<string, number>();
  let count = 0;
  let model = "";

  const expect = (what: string, wanted: unknown, got: unknown): void => {
    if (got !== wanted) fault(`${what}: expected ${String(wanted)}, got ${String(got)}`);
  };
  /** Whether the update was done: 409 is the answer to one that overlaps another. */
  const update = async (path: string, change: object): Promise<Reply | undefined> => {
    const reply = await send("PATCH", path, change);
    if (reply.status !== 409) expect(`PATCH ${path}`, 200, reply.status);
    return reply.status === 200 ? reply : undefined;
  };
  const entryOf = ({ body }: Reply): string => textOf(Object(body["responseModels"])[key]);
  /** A value of the register names its writer and its number; of one writer nobody sees an earlier one later. */
  const follow = (value: string): void => {
    const [writer = "", number] = value.split(".");
    if (Number(number) < (seen.get(writer) ?? 0)) fault(`register: ${value} after ${writer}.${seen.get(writer)}`);
    seen.set(writer, Number(number));
  };

  return {
    acknowledged: () => known,
    steps: {
      updateOwn: async () => {
        const value = `own${++count}`;
        const done = await update(mine.routeResponse, { modelSelectionExpression: value });
        if (done === undefined) return;
        known.own = value;
        expect("own, as updated", value, valueOf(done));
      },
      readOwn: async () => {
        expect("own", known.own, valueOf(await send("GET", mine.routeResponse)));
      },
      updateMap: async () => {
        const value = `Model${++count % MODELS}`;
        const done = await update(map, { responseModels: { [key]: value } });
        if (done === undefined) return;
        known.map = value;
        expect("map, as updated", value, entryOf(done));
      },
      readMap: async () => {
        expect("map", known.map, entryOf(await send("GET", map)));
      },
      updateRegister: async () => {
        const value = `${key}.${++count}`;
        const done = await update(register, { modelSelectionExpression: value });
        if (done === undefined) return;
        known.register = value;
        expect("register, as updated", value, valueOf(done));
        follow(value);
      },
      readRegister: async () => {
        follow(valueOf(await send("GET", register)));
      },
      createModel: async () => {
        const created = await send("POST", `${mine.api}/models`, { name: `Model${++count}`, schema: "{}" });
        expect("createModel", 201, created.status);
        model = `${mine.api}/models/${String(created.body["modelId"])}`;
      },
      readModel: async () => {
        expect("readModel", 200, (await send("GET", model)).status);
      },
      deleteModel: async () => {
        expect("deleteModel", 204, (await send("DELETE", model)).status);
      },
      readDeleted: async () => {
        expect("readDeleted", 404, (await send("GET", model)).status);
      },
    },
  };
}

/** What is missing at the end, when every client has its last answer. */
export async function lost(send: Send, world: World, actors: readonly Actor[]): Promise<readonly string[]> {
  const told = actors.map(({ acknowledged }) => acknowledged());
  const map = Object((await send("GET", world.map)).body["responseModels"]);
  const register = valueOf(await send("GET", world.register));
  const owned = await Promise.all(
    world.own.map(async ({ routeResponse }) => valueOf(await send("GET", routeResponse))),
  );
  return [
    ...told.flatMap(({ own }, index) => missing(`own of client${index}`, own, owned[index])),
    ...told.flatMap((known, index) => missing(`map: client${index}`, known.map, textOf(map[`client${index}`]))),
    // The writes of one client come one after the other: the last of all is the last of some client.
    ...(told.some((known) => known.register === register) ? [] : [`register: ${register} is nobody's last value`]),
  ];
}

const missing = (what: string, told: string, kept: string | undefined): readonly string[] =>
  told === kept ? [] : [`${what}: ${told} was acknowledged, ${kept} is kept`];
