import { openTarget } from "./target.ts";
import { onlyArgument, readArguments, readModel, wholeNumber, type ExitStatus } from "./usage.ts";

/** `covenant mock`: the Prism mock alone, supervised, until a signal ends it. */
export async function mock(args: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, { port: { type: "string", default: "4020" } });
  const document = onlyArgument(positionals, "one OpenAPI document to mock");
  const port = wholeNumber("--port", values.port, 1, 65_535);
  await readModel(document);
  const target = await openTarget(document, undefined, port);
  console.log(target.baseUrl);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await target.close();
  return 0;
}
