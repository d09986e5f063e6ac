/** What `decode` found a file to be; `bytes` keeps UTF-8 and single-byte encodings as they are. */
export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

export interface Decoded {
  /** UTF-8, or one byte a character where the content is not valid UTF-8. */
  readonly bytes: Buffer;
  readonly encoding: Encoding;
}

const SAMPLE = 4096;

/**
 * Brings content into the form rules are matched on. UTF-16 and UTF-32, with a byte order mark or told by their NULs,
 * become UTF-8; everything else stays as it is, so that byte offsets and line numbers stay git's.
 * In content with NULs that is neither, runs of wide characters are narrowed: a UTF-16 string inside a database file is found too.
 */
export function decode(raw: Buffer): Decoded {
  const encoding = markedEncoding(raw) ?? sniffedEncoding(raw);
  if (encoding === 'bytes') return { bytes: raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? raw.subarray(3) : raw, encoding };
  if (encoding === undefined || holdsNarrowText(raw)) return { bytes: narrowWideRuns(raw), encoding: 'bytes' };
  return { bytes: transcode(raw, encoding), encoding };
}

/** Unicode Standard, section 23.8 "Byte Order Mark"; UTF-32LE first, since its mark begins with that of UTF-16LE. */
function markedEncoding(raw: Buffer): Encoding | undefined {
  if (raw.length >= 4) {
    const first = raw.readUInt32BE(0);
    if (first === 0xfffe0000) return 'utf-32le';
    if (first === 0x0000feff) return 'utf-32be';
  }
  if (raw[0] === 0xff && raw[1] === 0xfe) return 'utf-16le';
  if (raw[0] === 0xfe && raw[1] === 0xff) return 'utf-16be';
  return raw.indexOf(0) < 0 ? 'bytes' : undefined;
}

/** Most text holds many characters below U+0100, whose high bytes are NUL: count NULs by their place in a unit. */
function sniffedEncoding(raw: Buffer): Encoding | undefined {
  const end = Math.min(raw.length, SAMPLE) & ~3;
  if (end < 4) return raw.length >= 2 && raw.length < 4 ? shortWide(raw) : undefined;
  const nuls = [0, 0, 0, 0];
  for (let at = 0; at < end; at++) if (raw[at] === 0) nuls[at & 3] = (nuls[at & 3] ?? 0) + 1;
  const units = end / 4;
  const [a = 0, b = 0, c = 0, d = 0] = nuls.map((count) => count / units);
  if (raw.length % 4 === 0) {
    if (a < 0.1 && c > 0.95 && d > 0.95) return 'utf-32le';
    if (d < 0.1 && a > 0.95 && b > 0.95) return 'utf-32be';
  }
  if (raw.length % 2 === 0) {
    if (b > 0.5 && d > 0.5 && a < 0.1 && c < 0.1) return 'utf-16le';
    if (a > 0.5 && c > 0.5 && b < 0.1 && d < 0.1) return 'utf-16be';
  }
  return undefined;
}

function shortWide(raw: Buffer): Encoding | undefined {
  if (raw.length !== 2) return undefined;
  return raw[1] === 0 ? 'utf-16le' : raw[0] === 0 ? 'utf-16be' : undefined;
}

function transcode(raw: Buffer, encoding: Encoding): Buffer {
  const text = encoding.startsWith('utf-16') ? utf16(raw, encoding === 'utf-16be') : utf32(raw, encoding === 'utf-32be');
  return Buffer.from(text.startsWith('\ufeff') ? text.slice(1) : text, 'utf8');
}

function utf16(raw: Buffer, bigEndian: boolean): string {
  if (!bigEndian) return raw.toString('utf16le');
  return Buffer.from(raw.subarray(0, raw.length & ~1))
    .swap16()
    .toString('utf16le');
}

function utf32(raw: Buffer, bigEndian: boolean): string {
  const parts: string[] = [];
  let points: number[] = [];
  for (let at = 0; at + 4 <= raw.length; at += 4) {
    const point = bigEndian ? raw.readUInt32BE(at) : raw.readUInt32LE(at);
    points.push(point <= 0x10ffff ? point : 0xfffd);
    if (points.length === 8192) {
      parts.push(String.fromCodePoint(...points));
      points = [];
    }
  }
  parts.push(String.fromCodePoint(...points));
  return parts.join('');
}

/** So many printable bytes in a row are no wide characters, but for the rarest chance among ideographs. */
const NARROW_RUN = 32;

/** Does wide content hold a stretch of single-byte text, as when a shell's `>>` writes another encoding than the file has? As wide characters it would be lost. */
function holdsNarrowText(raw: Buffer): boolean {
  for (let at = NARROW_RUN - 1; at < raw.length; ) {
    let back = at;
    while (back > at - NARROW_RUN && printable(raw[back] ?? 0)) back--;
    if (back === at - NARROW_RUN) return true;
    at = back + NARROW_RUN;
  }
  return false;
}

const WIDE_RUN = 8;

/** Drops the NULs of every run of at least eight printable ASCII characters that is stored two bytes a character. */
function narrowWideRuns(raw: Buffer): Buffer {
  const out = Buffer.allocUnsafe(raw.length);
  let length = 0;
  let at = 0;
  while (at < raw.length) {
    let end = at;
    while (end + 1 < raw.length && printable(raw[end] ?? 0) && raw[end + 1] === 0) end += 2;
    if (end - at >= WIDE_RUN * 2) {
      for (; at < end; at += 2) out[length++] = raw[at] ?? 0;
    } else if (end > at) {
      for (; at < end; at++) out[length++] = raw[at] ?? 0;
    } else {
      out[length++] = raw[at++] ?? 0;
    }
  }
  return out.subarray(0, length);
}

function printable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
