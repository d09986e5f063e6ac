import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { hmacSha256, sha256 } from '../../src/rules/sha256.js';

describe('SHA-256', () => {
  it("is Node's, for every length around a block's end", () => {
    for (let length = 0; length < 300; length++) {
      const message = Buffer.alloc(length, length);
      assert.equal(sha256(message).toString('hex'), createHash('sha256').update(message).digest('hex'), `${length} bytes`);
    }
  });

  it("is Node's for what does not fit into a page of memory", () => {
    const message = Buffer.alloc(1_000_003, 'precommit');
    assert.equal(sha256(message).toString('hex'), createHash('sha256').update(message).digest('hex'));
  });

  it("is Node's with a key of any length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), fc.uint8Array({ maxLength: 500 }), (key, message) => {
        assert.equal(hmacSha256(key, message).toString('hex'), createHmac('sha256', key).update(message).digest('hex'));
      }),
    );
  });
});
