import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { binaryKind } from '../../src/text/binary-magic.js';
import { decode } from '../../src/text/decode.js';
import { bouncyCastleStore, derKeys, javaKeyStore, keePass, pkcs12, publicKeys } from '../support/key-stores.js';
import { findingsIn } from '../support/scan.js';

/** What a file of these bytes is told of as, when it is not skipped. */
function told(bytes: Buffer, path = 'data.bin'): readonly string[] {
  assert.equal(binaryKind(bytes), undefined);
  return findingsIn(decode(bytes).bytes, path).map(({ ruleId }) => ruleId);
}

/** The content is random: each is made so often. */
const TIMES = 25;
const often = Array.from({ length: TIMES }, (_, index) => index);

describe('a store of keys', () => {
  it('is told by its bytes, whatever the file is called', () => {
    for (const _ of often) {
      assert.deepEqual(told(javaKeyStore('key')), ['java-key-store']);
      assert.deepEqual(told(javaKeyStore('key', 0xcececece)), ['java-key-store']);
      assert.deepEqual(told(bouncyCastleStore('key')), ['bouncy-castle-key-store']);
      assert.deepEqual(told(pkcs12('key')), ['pkcs12-key-store']);
      assert.deepEqual(told(keePass()), ['keepass-database']);
    }
  });

  it('is told in base64 too', () => {
    for (const [bytes, rule] of [
      [javaKeyStore('key'), 'java-key-store'],
      [pkcs12('key'), 'pkcs12-key-store'],
      [keePass(), 'keepass-database'],
    ] as const) {
      assert.deepEqual(told(Buffer.from(`data:\n  store: ${bytes.toString('base64')}\n`), 'secret.yaml'), [rule]);
    }
  });

  it('is no secret when it holds trusted certificates alone', () => {
    for (const _ of often)
      for (const store of [javaKeyStore('certificate'), bouncyCastleStore('certificate'), pkcs12('certificate')]) assert.deepEqual(told(store, 'trust.jks'), []);
  });

  it('shows none of its bytes', () => {
    for (const { preview } of [javaKeyStore('key'), bouncyCastleStore('key'), pkcs12('key'), keePass()].flatMap((bytes) => findingsIn(decode(bytes).bytes, 'x.jks'))) {
      assert.match(preview.text, /^\*+$/);
    }
  });
});

describe('a private key without PEM marks', () => {
  it('is told as bytes and as base64, in one line or in many', () => {
    for (const [kind, bytes] of derKeys()) {
      const base64 = bytes.toString('base64');
      const lines = base64.replace(/.{64}(?=.)/g, '$&\n');
      assert.deepEqual(told(bytes), ['private-key-der'], kind);
      for (const text of [`const a = "${base64}";\n`, `private_key=${base64}\n`, `jwt:\n  key: |\n    ${lines.replaceAll('\n', '\n    ')}\n`]) {
        assert.ok(told(Buffer.from(text), 'app.txt').includes('private-key-der'), `${kind}: ${text.slice(0, 60)}`);
      }
      assert.deepEqual(told(Buffer.from(`-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`), 'a.txt'), ['private-key'], kind);
    }
  });

  it('is not its public half', () => {
    for (const bytes of publicKeys()) {
      assert.deepEqual(told(bytes), []);
      assert.deepEqual(told(Buffer.from(`const a = "${bytes.toString('base64')}";\n`), 'app.js'), []);
    }
  });
});
