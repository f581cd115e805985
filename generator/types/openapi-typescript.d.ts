/** Parts of openapi-typescript by their files: its index loads a bundler and an HTTP client, which take longer than most documents. */
declare module "openapi-typescript/dist/transform/components-object.mjs" {
  export { transformComponentsObject as default } from "openapi-typescript";
}
declare module "openapi-typescript/dist/transform/schema-object.mjs" {
  export { transformSchemaObject as default } from "openapi-typescript";
}
declare module "openapi-typescript/dist/lib/utils.mjs" {
  export { resolveRef, scanDiscriminators } from "openapi-typescript";
}
