import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** Key stores as the formats have them, with random bytes in place of what is encrypted. */

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const utf = (text: string): Buffer => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
const der = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const all = Buffer.concat(content);
  const size = all.length < 0x80 ? Buffer.from([all.length]) : Buffer.from([0x82, all.length >> 8, all.length & 0xff]);
  return Buffer.concat([Buffer.from([tag]), size, all]);
};
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const DATE = Buffer.from('0000019a00000000', 'hex');
const certificate = (): Buffer => Buffer.concat([utf('X.509'), int32(300), randomBytes(300)]);

/** `JavaKeyStore` of the JDK: a private key protected by Sun's key protector, or a trusted certificate. */
export function javaKeyStore(entry: 'key' | 'certificate', magic: 0xfeedfeed | 0xcececece = 0xfeedfeed): Buffer {
  const protector = magic === 0xfeedfeed ? '2b060104012a02110101' : '2b060104012a021301';
  const key = der(0x30, der(0x30, oid(protector), Buffer.from('0500', 'hex')), der(0x04, randomBytes(200)));
  const body = entry === 'key' ? [int32(key.length), key, int32(1), certificate()] : [certificate()];
  return Buffer.concat([int32(magic), int32(2), int32(1), int32(entry === 'key' ? 1 : 2), utf('app'), DATE, ...body, randomBytes(20)]);
}

/** `BcKeyStoreSpi` of Bouncy Castle: a sealed key with its chain, or a certificate. */
export function bouncyCastleStore(entry: 'key' | 'certificate'): Buffer {
  const head = [int32(2), int32(20), randomBytes(20), int32(1024 + 77), Buffer.from([entry === 'key' ? 4 : 1]), utf('app'), DATE];
  const body = entry === 'key' ? [int32(1), certificate(), int32(400), randomBytes(400)] : [int32(0), certificate()];
  return Buffer.concat([...head, ...body, Buffer.from([0]), randomBytes(20)]);
}

/** PFX of RFC 7292 with a shrouded key bag, or with an encrypted bag of certificates only. */
export function pkcs12(entry: 'key' | 'certificate'): Buffer {
  const bag = der(0x30, oid('2a864886f70d010c0a0102'), der(0xa0, der(0x30, randomBytes(600))));
  const safe = entry === 'key' ? der(0x30, oid('2a864886f70d010701'), der(0xa0, der(0x04, der(0x30, bag)))) : der(0x30, oid('2a864886f70d010706'), der(0xa0, randomBytes(600)));
  const content = der(0x30, oid('2a864886f70d010701'), der(0xa0, der(0x04, der(0x30, safe))));
  return der(0x30, Buffer.from('020103', 'hex'), content, der(0x30, randomBytes(60)));
}

/** The head of a KDBX 4 file, and something encrypted. */
export function keePass(): Buffer {
  return Buffer.concat([Buffer.from('03d9a29a67fb4bb500000400', 'hex'), randomBytes(600)]);
}

/** Real keys in DER, of all kinds that people use. */
export function derKeys(): ReadonlyMap<string, Buffer> {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const edwards = generateKeyPairSync('ed25519');
  return new Map([
    ['RSA, PKCS#8', rsa.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['RSA, PKCS#1', rsa.privateKey.export({ type: 'pkcs1', format: 'der' })],
    ['EC, PKCS#8', ec.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['EC, SEC1', ec.privateKey.export({ type: 'sec1', format: 'der' })],
    ['Ed25519', edwards.privateKey.export({ type: 'pkcs8', format: 'der' })],
  ]);
}

/** The public halves. */
export function publicKeys(): readonly Buffer[] {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { publicKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return [publicKey.export({ type: 'spki', format: 'der' }), publicKey.export({ type: 'pkcs1', format: 'der' }), ec.export({ type: 'spki', format: 'der' })];
}
