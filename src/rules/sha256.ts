import { type Engine, engineOn } from './engine.js';

// `node:crypto` would cost a hook two milliseconds to load, and a hash in plain code one: a hook runs all code for the first time.

/** FIPS 180-4, section 5.3.3. */
const INITIAL = Uint32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
/** Section 4.2.2. */
const CONSTANTS = Uint32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
);

// The memory: state, constants, room for the schedule, the padded message.
const STATE = 0x400;
const ROUND = STATE + 32;
const SCHEDULE = ROUND + 256;
const MESSAGE = SCHEDULE + 256;
const BLOCK = 64;
const PIECE = 512 * BLOCK;

let core: { readonly compress: Engine['compress']; readonly bytes: Buffer; readonly words: Uint32Array } | undefined;

export function sha256(message: Uint8Array): Buffer {
  if (core === undefined) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    core = { compress: engineOn(memory).compress, bytes: Buffer.from(memory.buffer), words: new Uint32Array(memory.buffer) };
    core.words.set(CONSTANTS, ROUND / 4);
  }
  const { compress, bytes, words } = core;
  words.set(INITIAL, STATE / 4);
  let at = 0;
  for (; message.length - at >= PIECE; at += PIECE) {
    bytes.set(message.subarray(at, at + PIECE), MESSAGE);
    compress(STATE, MESSAGE, PIECE / BLOCK, ROUND, SCHEDULE);
  }
  // The rest, a bit of one, bits of zero, and the length in bits as a number of eight bytes.
  const rest = message.subarray(at);
  const end = MESSAGE + BLOCK * (Math.floor((rest.length + 8) / BLOCK) + 1);
  bytes.fill(0, MESSAGE, end);
  bytes.set(rest, MESSAGE);
  bytes[MESSAGE + rest.length] = 0x80;
  bytes.writeUInt32BE(Math.floor(message.length / 0x20000000), end - 8);
  bytes.writeUInt32BE((message.length << 3) >>> 0, end - 4);
  compress(STATE, MESSAGE, (end - MESSAGE) / BLOCK, ROUND, SCHEDULE);
  bytes.fill(0, MESSAGE, end); // It may be a secret.
  return Buffer.from(bytes.subarray(STATE, STATE + 32)).swap32();
}

/** HMAC with SHA-256: RFC 2104. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Buffer {
  const short = key.length > BLOCK ? sha256(key) : key;
  const padded = (pad: number): Buffer => Buffer.alloc(BLOCK, pad).map((byte, at) => byte ^ (short[at] ?? 0)) as Buffer;
  return sha256(Buffer.concat([padded(0x5c), sha256(Buffer.concat([padded(0x36), message]))]));
}
