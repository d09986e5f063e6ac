import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hash, hmacSha256 } from '../../src/rules/hash.js';

for (const algorithm of ['sha1', 'sha256'] as const) {
  describe(algorithm, () => {
    const nodes = (message: Uint8Array): string => createHash(algorithm).update(message).digest('hex');

    it("is Node's, for every length around a block's end", () => {
      for (let length = 0; length < 300; length++) {
        const message = Buffer.alloc(length, length);
        assert.equal(hash(algorithm, message).toString('hex'), nodes(message), `${length} bytes`);
      }
    });

    it("is Node's for what does not fit into a page of memory, and around the end of a piece", () => {
      for (const length of [1_000_003, 32_767, 32_768, 32_769, 65_536, 131_072]) {
        const message = Buffer.alloc(length, 'precommit');
        assert.equal(hash(algorithm, message).toString('hex'), nodes(message), `${length} bytes`);
      }
    });

    it("is Node's of all parts together, however they are cut", () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (parts) => {
          assert.equal(hash(algorithm, ...parts).toString('hex'), nodes(Buffer.concat(parts)));
        }),
      );
    });
  });
}

describe('HMAC with SHA-256', () => {
  it("is Node's with a key of any length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), fc.uint8Array({ maxLength: 500 }), (key, message) => {
        assert.equal(hmacSha256(key, message).toString('hex'), createHmac('sha256', key).update(message).digest('hex'));
      }),
    );
  });
});
