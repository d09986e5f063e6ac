import { engineOn } from './engine.js';

// `node:crypto` would cost a hook two milliseconds to load, and a hash in plain code one: a hook runs all code for the first time.

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

// The memory: state, constants, room for the schedule, a piece of the message.
const STATE = 0x400;
const ROUND = STATE + 32;
const SCHEDULE = ROUND + 256;
const PIECE = SCHEDULE + 320;
const BLOCK = 64;
const PIECE_SIZE = 512 * BLOCK;

interface Core {
  readonly bytes: Buffer;
  readonly words: Uint32Array;
  /** Mixes blocks of the piece into the state. */
  readonly mix: { sha1(blocks: number): void; sha256(blocks: number): void };
}

type Algorithm = keyof Core['mix'];

/** FIPS 180-4, section 5.3. */
const INITIAL: Readonly<Record<Algorithm, readonly number[]>> = {
  sha1: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0],
  sha256: [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
};

let core: Core | undefined;

function ready(): Core {
  if (core === undefined) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { sha1, sha256 } = engineOn(memory);
    const mix: Core['mix'] = { sha1: (blocks) => sha1(STATE, PIECE, blocks, SCHEDULE), sha256: (blocks) => sha256(STATE, PIECE, blocks, ROUND, SCHEDULE) };
    core = { bytes: Buffer.from(memory.buffer), words: new Uint32Array(memory.buffer), mix };
    core.words.set(CONSTANTS, ROUND / 4);
  }
  return core;
}

/** The hash of all parts, one after the other. */
export function hash(algorithm: Algorithm, ...parts: readonly Uint8Array[]): Buffer {
  const { bytes, words, mix } = ready();
  words.set(INITIAL[algorithm], STATE / 4);
  let held = 0;
  let length = 0;
  for (const part of parts) {
    length += part.length;
    for (let at = 0; at < part.length; ) {
      const taken = part.subarray(at, at + PIECE_SIZE - held);
      bytes.set(taken, PIECE + held);
      at += taken.length;
      held += taken.length;
      if (held === PIECE_SIZE) {
        mix[algorithm](PIECE_SIZE / BLOCK);
        held = 0;
      }
    }
  }
  // After the message a bit of one, bits of zero, and its length in bits as a number of eight bytes.
  const end = PIECE + BLOCK * (Math.floor((held + 8) / BLOCK) + 1);
  bytes.fill(0, PIECE + held, end);
  bytes[PIECE + held] = 0x80;
  bytes.writeUInt32BE(Math.floor(length / 0x20000000), end - 8);
  bytes.writeUInt32BE((length << 3) >>> 0, end - 4);
  mix[algorithm]((end - PIECE) / BLOCK);
  bytes.fill(0, PIECE, end); // It may be a secret.
  return Buffer.from(bytes.subarray(STATE, STATE + 4 * INITIAL[algorithm].length)).swap32();
}

/** HMAC with SHA-256: RFC 2104. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Buffer {
  const short = key.length > BLOCK ? hash('sha256', key) : key;
  const padded = (pad: number): Buffer => Buffer.alloc(BLOCK, pad).map((byte, at) => byte ^ (short[at] ?? 0)) as Buffer;
  return hash('sha256', padded(0x5c), hash('sha256', padded(0x36), message));
}
