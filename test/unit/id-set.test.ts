import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { IdSet } from '../../src/sources/id-set.js';

for (const [name, bytes] of [
  ['sha1', 20],
  ['sha256', 32],
] as const) {
  describe(`a set of ids of ${name}`, () => {
    const ids = Array.from({ length: 20_000 }, (_, at) => createHash(name).update(String(at)).digest('hex'));
    const given = ids.slice(0, 15_000);

    it('holds each once, by its number, and no other', () => {
      const set = IdSet.empty(bytes);
      for (let at = 0; at < given.length; at += 700) set.add(given.slice(Math.max(0, at - 300), at + 700));
      assert.deepEqual(set.all(), given);
      assert.equal(set.count, given.length);
      for (const [at, id] of ids.entries()) assert.equal(set.numberOf(Buffer.from(`00${id}`, 'hex'), 1), at < given.length ? at : undefined);
    });

    it('is the same where another thread reads it', () => {
      const set = IdSet.empty(bytes);
      set.add(given);
      const read = new IdSet(structuredClone(set.shared));
      assert.deepEqual(read.all(), given);
      assert.ok(given.every((id) => read.has(id)));
      assert.ok(ids.slice(given.length).every((id) => !read.has(id)));
    });

    it('tells ids apart that begin alike', () => {
      const set = IdSet.empty(bytes);
      const alike = Array.from({ length: 50 }, (_, at) => `00000000${ids[at]?.slice(8)}`);
      set.add(alike);
      assert.deepEqual(set.all(), alike);
      assert.equal(set.has(`00000000${ids[50]?.slice(8)}`), false);
    });
  });
}
