import { resolve } from "node:path";
import { expect, test } from "vitest";
import { rolldown } from "rolldown";

/** The code that a program carries for what it imports, minified, in bytes. */
const bundled = async (imports: string): Promise<string> => {
  const bundle = await rolldown({
    input: "entry",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : null),
        load: (id) =>
          id === "entry"
            ? `export ${imports} from ${JSON.stringify(resolve("generated/apigatewayv2/index.ts"))};`
            : null,
      },
    ],
  });
  const { output } = await bundle.generate({ minify: true });
  await bundle.close();
  return output[0].code;
};

test("a program that builds one request carries less than 1 kB", async () => {
  const code = await bundled("{ updateRouteResponse }");
  expect(code).toContain("PATCH");
  expect(code.length).toBeLessThan(1000);
});

test("a program that also reads its answers carries less than 3 kB", async () => {
  const code = await bundled("* as all");
  expect((await bundled("{ UpdateRouteResponse }")).length).toBeLessThan(3000);
  expect(code.length).toBeGreaterThan(3000);
});
