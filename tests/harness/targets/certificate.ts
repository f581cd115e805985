import { generateKeyPairSync, sign } from "node:crypto";

export interface Certified {
  /** Both in PEM. */
  readonly key: string;
  readonly cert: string;
}

/** A key and a certificate of its own making for 127.0.0.1 and localhost, that nobody trusts (X.509, RFC 5280, in DER). */
export function selfSigned(notAfter = "20491231235959Z"): Certified {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
  const name = sequence(tagged(0x31, sequence(Buffer.from("0603550403", "hex"), tagged(0x0c, "localhost"))));
  const names = sequence(tagged(0x82, "localhost"), tagged(0x87, Buffer.from([127, 0, 0, 1])));
  const alternative = sequence(Buffer.from("0603551d11", "hex"), tagged(0x04, names));
  const certificate = sequence(
    tagged(0xa0, Buffer.from("020102", "hex")),
    tagged(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(tagged(0x18, "20000101000000Z"), tagged(0x18, notAfter)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(alternative)),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", certificate, privateKey)]));
  const der = sequence(certificate, algorithm, signature).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----\n`,
  };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function tagged(tag: number, content: string | Buffer): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const length = bytes.length < 128 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), bytes]);
}
