import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { binaryKind } from '../../src/text/binary-magic.js';
import { decode } from '../../src/text/decode.js';
import { awsKey, githubToken } from '../support/tokens.js';

type Wide = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';
const WIDE: readonly Wide[] = ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'];
const MARK = '\ufeff';

function encode(text: string, encoding: Wide): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const points = [...text].map((char) => char.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(points.length * 4);
  for (const [index, point] of points.entries()) {
    if (encoding === 'utf-32le') bytes.writeUInt32LE(point, index * 4);
    else bytes.writeUInt32BE(point, index * 4);
  }
  return bytes;
}

/** Text without lone surrogates, which no encoding can hold. */
const words = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !/\p{Surrogate}/u.test(text));

describe('decoding', () => {
  it('leaves UTF-8 and single-byte text as it is, byte for byte', () => {
    for (const bytes of [Buffer.from('a\r\nbé€😀\n'), Buffer.from('caf\xe9\n', 'latin1'), Buffer.alloc(0), Buffer.from('a'), Buffer.from([0xff])])
      assert.equal(decode(bytes).bytes, bytes);
  });

  it('takes the byte order mark off UTF-8', () => {
    assert.equal(decode(Buffer.from(`${MARK}a\n`)).bytes.toString(), 'a\n');
  });

  for (const encoding of WIDE) {
    it(`turns ${encoding} with a byte order mark into UTF-8, whatever it says`, () => {
      fc.assert(
        fc.property(words, (text) => {
          // A first NUL would make the mark of UTF-16LE that of UTF-32LE.
          fc.pre(!text.startsWith('\0'));
          const { bytes, encoding: found } = decode(encode(MARK + text, encoding));
          assert.equal(found, encoding);
          assert.equal(bytes.toString(), text);
        }),
      );
    });

    it(`knows ${encoding} by its NULs`, () => {
      const text = `const key = "${awsKey('wide')}"; // größer\r\n`;
      for (const times of [1, 3, 200]) {
        const { bytes, encoding: found } = decode(encode(text.repeat(times), encoding));
        assert.equal(found, encoding);
        assert.equal(bytes.toString(), text.repeat(times));
      }
    });
  }

  it('mends what no code point can be, and a unit cut at the end', () => {
    assert.equal(decode(Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x42, 0, 0, 0])).bytes.toString(), 'A\ufffdB');
    assert.ok(
      decode(Buffer.concat([encode(`${MARK}ab`, 'utf-16be'), Buffer.from([0])]))
        .bytes.toString()
        .startsWith('ab'),
    );
    assert.ok(
      decode(Buffer.concat([encode(`${MARK}ab`, 'utf-32le'), Buffer.from([0x43, 0])]))
        .bytes.toString()
        .startsWith('ab'),
    );
  });

  it('does not take a text with a stray NUL for a wide one', () => {
    const text = Buffer.from(`first line\n\0second ${githubToken('nul')}\n`.repeat(3));
    assert.equal(decode(text).bytes.toString('latin1'), text.toString('latin1'));
  });

  it('narrows wide strings inside other content, at even and odd offsets', () => {
    const token = githubToken('in a database');
    for (const before of [Buffer.from([1, 2, 0xff]), Buffer.from([1, 2, 0xff, 3]), Buffer.from('SQLite format 3\0\x01\x02')]) {
      for (const encoding of ['utf-16le', 'utf-16be'] as const) {
        const { bytes } = decode(Buffer.concat([before, encode(`token=${token};`, encoding), Buffer.from([0xfe, 0, 1, 0])]));
        assert.ok(bytes.includes(`token=${token}`), encoding);
      }
    }
  });

  it('keeps the number of lines of content it narrows', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }).map((text) => Buffer.from(text)),
      fc.string({ minLength: 8, maxLength: 20 }).map((text) => encode(text, 'utf-16le')),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
      fc.constant(Buffer.from('\n')),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const raw = Buffer.concat([Buffer.from([1, 0xff, 0]), ...pieces]);
        const { bytes, encoding } = decode(raw);
        fc.pre(encoding === 'bytes');
        const lines = (content: Buffer): number => content.filter((byte) => byte === 0x0a).length;
        assert.equal(lines(bytes), lines(raw));
      }),
    );
  });

  it('does not lose what another program appended in another encoding', () => {
    const token = githubToken('appended');
    const wide = 'one line of settings\r\n'.repeat(300);
    for (const mark of ['', MARK]) {
      for (const encoding of ['utf-16le', 'utf-16be'] as const) {
        const { bytes } = decode(Buffer.concat([encode(mark + wide, encoding), Buffer.from(`GITHUB_TOKEN=${token}\n`)]));
        assert.ok(bytes.includes(token), `${encoding} ${mark === '' ? 'without' : 'with'} a mark`);
      }
    }
    assert.ok(decode(Buffer.concat([Buffer.from('plain\n'.repeat(100)), encode(`GITHUB_TOKEN=${token}\r\n`, 'utf-16le')])).bytes.includes(token));
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => assert.ok(decode(Buffer.from(bytes)).bytes.length <= Math.max(4, bytes.length * 2))));
  });
});

describe('binary content', () => {
  it('is what begins like a known format and holds a NUL', () => {
    for (const [bytes, why] of [
      [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'binary: image'],
      [Buffer.from('504b0304140000000800', 'hex'), 'binary: archive'],
      [Buffer.from('7f454c4602010100', 'hex'), 'binary: executable'],
      [Buffer.from('774f46320001000000', 'hex'), 'binary: font'],
      [Buffer.from('255044462d312e370a00', 'hex'), 'binary: document'],
      [Buffer.from('0000002066747970617669660000', 'hex'), 'binary: image'],
      [Buffer.from('000000206674797069736f6d0000', 'hex'), 'binary: audio or video'],
    ] as const) {
      assert.equal(binaryKind(bytes), why);
    }
  });

  it('is not a text that begins like one', () => {
    for (const text of ['BM = "bitmap"\n', 'MZ\n', 'ID3: tags\n', 'PK\x03\x04', '%PDF-1.7\n']) assert.equal(binaryKind(Buffer.from(text)), undefined, text);
  });

  it('is not a wide text, however it begins', () => {
    for (const encoding of WIDE)
      for (const text of [`${MARK}BM`, `${MARK}MZ`, 'BMBMBM', 'MZ ABC']) assert.equal(binaryKind(encode(text, encoding)), undefined, `${encoding} ${text}`);
  });

  it('is not content with NULs of no known format: that is scanned', () => {
    assert.equal(binaryKind(Buffer.from('SQLite format 3\0')), undefined);
    assert.equal(binaryKind(Buffer.from('text\0text')), undefined);
  });
});
