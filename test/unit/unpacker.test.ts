import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { Unpacker } from '../../src/sources/unpacker.js';

const BLOB = 3;
const OFFSET_DELTA = 6;
const MOST = 1 << 20;

/** Seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

/** What stands before an object in a pack: https://git-scm.com/docs/gitformat-pack */
function head(kind: number, size: number): Buffer {
  const first = (kind << 4) | (size & 15);
  const rest = size >> 4;
  return Buffer.from([...(rest === 0 ? [first] : [first | 0x80, ...varint(rest)]), ...(kind === OFFSET_DELTA ? [1] : [])]);
}

type Order = { readonly from: number; readonly length: number } | { readonly insert: Buffer };

function delta(base: number, orders: readonly Order[]): Buffer {
  const size = orders.reduce((total, order) => total + ('insert' in order ? order.insert.length : order.length), 0);
  const bytes = orders.flatMap((order) => {
    if ('insert' in order) return [order.insert.length, ...order.insert];
    const { from, length } = order;
    // Bytes that are nought are left out, and no length at all is one of 64 kB.
    const parts = [from & 0xff, (from >> 8) & 0xff, (from >> 16) & 0xff, 0, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff];
    if (length === 0x10000) parts[6] = 0;
    return [parts.reduce((all, part, bit) => (part === 0 ? all : all | (1 << bit)), 0x80), ...parts.filter((part) => part !== 0)];
  });
  return Buffer.from([...varint(base), ...varint(size), ...bytes]);
}

const texts = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom('key', ' = ', 'value\n', '{}', 'a'), { maxLength: 3000 }).map((parts) => Buffer.from(parts.join(''))),
  fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 5000 })).map(([part, times]) => Buffer.alloc(part.length * times, part)),
);

describe('what a pack holds', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'guard-packed-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Unpacks objects, the first of nothing and each other of the one before. */
  function unpacked(...objects: readonly Buffer[]): Buffer | undefined {
    const unpacker = new Unpacker(MOST);
    const path = join(folder, 'pack');
    writeFileSync(path, Buffer.concat(objects));
    const file = openSync(path, 'r');
    try {
      return made(unpacker, file, objects);
    } finally {
      closeSync(file);
    }
  }
  function made(unpacker: Unpacker, file: number, objects: readonly Buffer[]): Buffer | undefined {
    let start = 0;
    let base: { readonly start: number; readonly end: number } | undefined;
    let top = unpacker.beginning;
    for (const object of objects) {
      const text = unpacker.unpack({ file, idBytes: 20 }, start, start + object.length, base, top);
      if (text === undefined) return undefined;
      base = unpacker.keep(text, top);
      top = base.end;
      start += object.length;
    }
    return base === undefined ? undefined : Buffer.from(unpacker.bytes(base));
  }
  const blob = (text: Uint8Array, options = {}): Buffer => Buffer.concat([head(BLOB, text.length), deflateSync(text, options)]);
  const patch = (bytes: Buffer): Buffer => Buffer.concat([head(OFFSET_DELTA, bytes.length), deflateSync(bytes)]);

  it('is inflated as zlib inflates it, whatever it was deflated with', () => {
    const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED } = constants;
    const options = fc.record({
      level: fc.integer({ min: 0, max: 9 }),
      strategy: fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED),
      windowBits: fc.integer({ min: 9, max: 15 }),
    });
    fc.assert(
      fc.property(texts, options, (text, how) => assert.deepEqual(unpacked(blob(text, how)), Buffer.from(text))),
      { numRuns: 300 },
    );
  });

  it('is damaged where zlib says that it is', () => {
    const damage = fc.tuple(fc.nat(), fc.nat({ max: 7 }));
    fc.assert(
      fc.property(texts, damage, fc.integer({ min: 0, max: 9 }), (text, [byte, bit], level) => {
        const deflated = deflateSync(text, { level });
        const at = byte % deflated.length;
        deflated[at] = (deflated[at] ?? 0) ^ (1 << bit);
        let theirs: Buffer | undefined;
        try {
          theirs = inflateSync(deflated);
        } catch {
          theirs = undefined;
        }
        const ours = unpacked(Buffer.concat([head(BLOB, text.length), deflated]));
        assert.deepEqual(ours, theirs?.length === text.length ? theirs : undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('is nothing where it ends too early, or is of another size', () => {
    const text = Buffer.from('some text, some more text, and yet more text');
    const whole = blob(text);
    for (let length = 0; length < whole.length; length++) assert.equal(unpacked(whole.subarray(0, length)), undefined, String(length));
    for (const size of [0, text.length - 1, text.length + 1, 1 << 19, 1 << 30])
      assert.equal(unpacked(Buffer.concat([head(BLOB, size), deflateSync(text)])), undefined, String(size));
  });

  it('is patched by deltas, one upon the other', () => {
    const orders = fc.array(fc.oneof(fc.tuple(fc.nat(), fc.nat({ max: 70_000 })), fc.uint8Array({ minLength: 1, maxLength: 127 })), { maxLength: 20 });
    fc.assert(
      fc.property(
        texts.filter((text) => text.length > 0),
        fc.array(orders, { minLength: 1, maxLength: 4 }),
        (first, all) => {
          const objects = [blob(first)];
          let text = Buffer.from(first);
          for (const some of all) {
            const told: Order[] = some.map((one) => {
              if (!Array.isArray(one)) return { insert: Buffer.from(one) };
              const from = one[0] % text.length;
              return { from, length: Math.max(1, Math.min(one[1], text.length - from, 0x10000)) };
            });
            told.push({ insert: Buffer.from('!') });
            const made = Buffer.concat(told.map((one) => ('insert' in one ? one.insert : text.subarray(one.from, one.from + one.length))));
            if (made.length > MOST) break;
            objects.push(patch(delta(text.length, told)));
            text = made;
          }
          assert.deepEqual(unpacked(...objects), text);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is not patched by a delta of another text, or beyond its ends', () => {
    const base = Buffer.from('a text of thirty-two bytes, or so');
    const good: Order[] = [{ from: 2, length: 10 }, { insert: Buffer.from('more') }];
    assert.equal(unpacked(blob(base), patch(delta(base.length, good)))?.toString(), `${base.toString('latin1', 2, 12)}more`);
    const bad: readonly Buffer[] = [
      delta(base.length + 1, good),
      delta(base.length, [{ from: base.length, length: 1 }]),
      delta(base.length, [{ from: 30, length: 0x10000 }]),
      Buffer.concat([delta(base.length, good), Buffer.from([1, 65])]), // More than it says.
      delta(base.length, good).subarray(0, -1),
      Buffer.from([...varint(base.length), ...varint(3), 0]), // An order that is reserved.
      Buffer.from([...varint(base.length), ...varint(MOST + 1), 0x90, 1]),
      Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
      Buffer.alloc(0),
    ];
    for (const bytes of bad) assert.equal(unpacked(blob(base), patch(bytes)), undefined, bytes.toString('hex'));
  });
});
