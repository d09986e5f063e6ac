/** A name with a value beside it, in a file of settings. Offsets in bytes, the end exclusive. */
export interface Pair {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const EQUALS = 0x3d;
const COLON = 0x3a;
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;
const isQuote = (byte: number | undefined): boolean => byte === 0x22 || byte === 0x27 || byte === 0x60;
const isName = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95 || byte === 45 || byte === 46);

/**
 * The settings in a file of any of the usual forms: `NAME=value`, `name: value`, `"name": "value"`, `password value` of .netrc, and the password in a URL, whatever it is called. By bytes: a value
 * never becomes a string.
 */
export function pairsIn(bytes: Buffer): Pair[] {
  const found: Pair[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === EQUALS || byte === COLON) {
      const name = nameBefore(bytes, at);
      const value = valueFrom(bytes, at + 1);
      if (byte === COLON && bytes[at + 1] === 0x2f && bytes[at + 2] === 0x2f) {
        const password = passwordOfUrl(bytes, at + 3);
        if (password !== undefined) found.push({ name: 'password', ...password });
      } else if (name !== '' && value !== undefined) found.push({ name, ...value });
    } else if (isSpace(byte) && at >= 8 && bytes.toString('latin1', at - 8, at) === 'password' && !isName(bytes[at - 9])) {
      const value = valueFrom(bytes, at);
      if (value !== undefined && bytes[value.start] !== EQUALS && bytes[value.start] !== COLON) found.push({ name: 'password', ...value });
    }
  }
  return found;
}

function nameBefore(bytes: Buffer, at: number): string {
  let end = at;
  while (isSpace(bytes[end - 1])) end--;
  if (isQuote(bytes[end - 1])) end--;
  let start = end;
  while (start > 0 && end - start < 100 && isName(bytes[start - 1])) start--;
  return bytes.toString('latin1', start, end);
}

function valueFrom(bytes: Buffer, from: number): { start: number; end: number } | undefined {
  let start = from;
  while (isSpace(bytes[start])) start++;
  const quote = bytes[start];
  let end: number;
  if (isQuote(quote)) {
    start++;
    end = start;
    while (end < bytes.length && bytes[end] !== quote && bytes[end] !== 0x0a) end += bytes[end] === 0x5c ? 2 : 1;
    if (bytes[end] !== quote) return undefined;
  } else {
    end = start;
    // To the end of the line, or a comment, or what ends a value in JSON and TOML.
    while (end < bytes.length && (bytes[end] as number) > 0x20 && bytes[end] !== 0x2c) end++;
  }
  return end > start ? { start, end } : undefined;
}

/** Behind `://`: what stands between the first colon and the last at sign of the authority. */
function passwordOfUrl(bytes: Buffer, from: number): { start: number; end: number } | undefined {
  let colon = -1;
  let sign = -1;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte <= 0x20 || byte === 0x2f || isQuote(byte)) break;
    if (byte === COLON && colon < 0) colon = at;
    if (byte === 0x40) sign = at;
  }
  return colon >= 0 && sign > colon + 1 ? { start: colon + 1, end: sign } : undefined;
}
