import type { Ruleset } from '../rules/ruleset.js';
import { decode } from '../text/decode.js';
import type { Candidate } from './candidate.js';

/** A stretch of text that decodes to text. Offsets in bytes, the end exclusive. */
export interface EncodedRun {
  readonly start: number;
  readonly end: number;
  readonly encoding: NonNullable<Candidate['encoding']>;
  readonly decoded: Buffer;
}

/** Shortest run looked at: 24 base64 characters hold 18 bytes, less than any token with a known format. */
const MIN = 24;
/** Encoded text is not "AAAA…" nor "--------…": 18 bytes of it have more than this in bits a character. */
const MIN_ENTROPY = 2.2;

/** Yields what is written in base64, hex or percent encoding and decodes to text, and what in that text is encoded once more: a settings file in a Secret of Kubernetes in a pipeline. */
export function* encodedRuns(bytes: Buffer, ruleset: Ruleset, levels = 2): Generator<EncodedRun> {
  for (const [start, end] of ruleset.encodedRuns(bytes, MIN, MIN_ENTROPY)) {
    const run = decodeRun(bytes, start, end);
    if (run === undefined) continue;
    yield run;
    if (levels > 1) for (const { decoded } of encodedRuns(run.decoded, ruleset, levels - 1)) yield { ...run, decoded };
  }
}

function decodeRun(bytes: Buffer, start: number, end: number): EncodedRun | undefined {
  const text = bytes.toString('latin1', start, end);
  const encoding = /%[0-9A-Fa-f]{2}/.test(text) ? 'percent' : /^[0-9A-Fa-f]+$/.test(text) ? 'hex' : 'base64';
  if (encoding === 'base64' && /%/.test(text)) return undefined;
  const decoded = decodeText(text, encoding);
  if (decoded === undefined) return undefined;
  return { start, end, encoding, decoded };
}

function decodeText(text: string, encoding: EncodedRun['encoding']): Buffer | undefined {
  if (encoding === 'percent') {
    return Buffer.from(
      text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    );
  }
  // A look at the beginning spares most images and hashes the whole decoding.
  if (!looksLikeText(Buffer.from(text.slice(0, 64), encoding))) return undefined;
  const { bytes } = decode(Buffer.from(text, encoding));
  return looksLikeText(bytes) ? bytes : undefined;
}

/** ASCII, wide or not, without control characters other than white space. */
function looksLikeText(bytes: Buffer): boolean {
  for (const byte of bytes) {
    if (byte >= 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0)) return false;
  }
  return bytes.length > 0;
}
