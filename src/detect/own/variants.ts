// Every function here runs a few dozen times in a process, uncompiled: plain loops, and nothing made that is the same as what is there already.

/**
 * The ways in which a value is written into code, as bytes: never as strings, which cannot be wiped. The plain one is the first; what is the same as it, or too short to be told from chance, is left
 * out. The caller wipes them.
 */
export function variants(value: Buffer, least: number): Buffer[] {
  const plain = Buffer.alloc(value.length);
  value.copy(plain);
  const found: Buffer[] = [plain];
  if (!isWord(value)) for (const written of escapes(value)) if (!found.some((one) => one.equals(written))) found.push(written);
  found.push(inHex(value, '', DIGITS), inHex(value, '', CAPITALS), inHex(value, '\\x', DIGITS), inHex(value, '\\u00', DIGITS));
  for (let shift = 0; shift < 3; shift++) {
    const written = base64(value, shift);
    if (written.length < least) continue;
    found.push(written);
    if (written.includes(PLUS) || written.includes(SLASH)) found.push(urlSafe(written));
  }
  return found;
}

const PLUS = 0x2b;
const SLASH = 0x2f;
const DIGITS = Buffer.from('0123456789abcdef');
const CAPITALS = Buffer.from('0123456789ABCDEF');

/** Letters, digits and what no form of writing escapes. */
function isWord(value: Buffer): boolean {
  for (let at = 0; at < value.length; at++) if (!isUnreserved(value[at] as number)) return false;
  return true;
}

function isUnreserved(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte === 45 || byte === 46 || byte === 95 || byte === 126;
}

/** What each form of writing puts in place of a character. */
const FORMS: readonly Readonly<Record<string, string>>[] = [
  // JSON, JavaScript, C, Java, Python; PHP, Perl, Ruby, Kotlin and shells with $; JSON with /.
  { '"': '\\"', '\\': '\\\\' },
  { '"': '\\"', '\\': '\\\\', '/': '\\/' },
  { '"': '\\"', '\\': '\\\\', $: '\\$', '`': '\\`' },
  { "'": "\\'", '\\': '\\\\' },
  { "'": "''" }, // YAML, SQL
  { '"': '""' }, // CSV, C#, Visual Basic
  { $: '$$' }, // docker compose, make
  { '%': '%%' }, // INI of Python, batch files
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
  { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
];

function* escapes(value: Buffer): Generator<Buffer> {
  for (const form of FORMS) yield escaped(value, (byte) => form[String.fromCharCode(byte)]);
  for (const digits of [CAPITALS, DIGITS]) {
    yield escaped(value, (byte) => (isUnreserved(byte) ? undefined : `%${String.fromCharCode(digits[byte >> 4] as number, digits[byte & 15] as number)}`));
  }
}

function escaped(value: Buffer, write: (byte: number) => string | undefined): Buffer {
  let length = 0;
  for (const byte of value) length += write(byte)?.length ?? 1;
  const written = Buffer.alloc(length);
  let at = 0;
  for (const byte of value) {
    const instead = write(byte);
    if (instead === undefined) written[at++] = byte;
    else at += written.write(instead, at, 'latin1');
  }
  return written;
}

function inHex(value: Buffer, before: string, digits: Buffer): Buffer {
  const width = before.length + 2;
  const written = Buffer.alloc(value.length * width);
  for (let from = 0, at = before.length; from < value.length; from++, at += width) {
    const byte = value[from] as number;
    for (let place = 0; place < before.length; place++) written[at - before.length + place] = before.charCodeAt(place);
    written[at] = digits[byte >> 4] as number;
    written[at + 1] = digits[byte & 15] as number;
  }
  return written;
}

const BASE64 = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

/** The characters of base64 that the value alone decides when `shift` bytes stand before it: it may be the end of "user:password". */
function base64(value: Buffer, shift: number): Buffer {
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + value.length) * 8) / 6);
  const written = Buffer.alloc(Math.max(0, last - first));
  for (let at = first; at < last; at++) {
    const bit = at * 6 - shift * 8;
    const pair = ((value[bit >> 3] as number) << 8) | (value[(bit >> 3) + 1] ?? 0);
    written[at - first] = BASE64[(pair >> (10 - (bit & 7))) & 63] as number;
  }
  return written;
}

function urlSafe(written: Buffer): Buffer {
  const other = Buffer.alloc(written.length);
  for (let at = 0; at < written.length; at++) other[at] = written[at] === PLUS ? 0x2d : written[at] === SLASH ? 0x5f : (written[at] as number);
  return other;
}
