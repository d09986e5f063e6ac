import type { SkipReason } from '../model/scan-result.js';

/**
 * First bytes of formats whose content is compressed or compiled, so that scanning their bytes finds nothing but noise.
 * Sources: the formats' own specifications (PNG RFC 2083, JPEG ITU T.81, GIF89a, RIFF, ZIP APPNOTE, gzip RFC 1952, xz, zstd RFC 8878,
 * bzip2, 7z, ELF, Mach-O, PE/COFF, WebAssembly, class file JVMS §4.1, sfnt/OpenType, WOFF, PDF ISO 32000, OLE2 MS-CFB).
 */
const MAGIC: readonly (readonly [hex: string, why: SkipReason, at?: number])[] = [
  ['89504e470d0a1a0a', 'binary: image'],
  ['ffd8ff', 'binary: image'],
  ['474946383761', 'binary: image'],
  ['474946383961', 'binary: image'],
  ['424d', 'binary: image'],
  ['00000100', 'binary: image'],
  ['49492a00', 'binary: image'],
  ['4d4d002a', 'binary: image'],
  ['57454250', 'binary: image', 8],
  ['6674797061766966', 'binary: image', 4],
  ['6674797068656963', 'binary: image', 4],
  ['66747970', 'binary: audio or video', 4],
  ['57415645', 'binary: audio or video', 8],
  ['494433', 'binary: audio or video'],
  ['fffb', 'binary: audio or video'],
  ['4f676753', 'binary: audio or video'],
  ['664c6143', 'binary: audio or video'],
  ['1a45dfa3', 'binary: audio or video'],
  ['504b0304', 'binary: archive'],
  ['504b0506', 'binary: archive'],
  ['1f8b08', 'binary: archive'],
  ['fd377a585a00', 'binary: archive'],
  ['28b52ffd', 'binary: archive'],
  ['314159265359', 'binary: archive', 4],
  ['377abcaf271c', 'binary: archive'],
  ['526172211a07', 'binary: archive'],
  ['00010000', 'binary: font'],
  ['4f54544f', 'binary: font'],
  ['774f4646', 'binary: font'],
  ['774f4632', 'binary: font'],
  ['7f454c46', 'binary: executable'],
  ['4d5a', 'binary: executable'],
  ['feedface', 'binary: executable'],
  ['feedfacf', 'binary: executable'],
  ['cefaedfe', 'binary: executable'],
  ['cffaedfe', 'binary: executable'],
  ['cafebabe', 'binary: executable'],
  ['0061736d', 'binary: executable'],
  ['255044462d', 'binary: document'],
  ['d0cf11e0a1b11ae1', 'binary: document'],
];

/** Like git, and as far as git looks, we call content binary by a NUL in its first bytes. */
const LOOK_AT = 8000;

/** Magic numbers of letters and digits alone, such as "BM" or "OTTO", may begin a text too. The headers they begin hold a NUL within this many bytes. */
const LETTERS_HEAD = 16;
const isLetters = (magic: string): boolean => /^[A-Za-z0-9]+$/.test(Buffer.from(magic, 'hex').toString('latin1'));

/**
 * The kind of binary that `bytes` are, or undefined. A magic number alone is not believed: a text may begin with "BM" or "MZ",
 * and calling it binary would hide what follows. There must be a NUL as well.
 */
export function binaryKind(bytes: Buffer): SkipReason | undefined {
  if (bytes.subarray(0, LOOK_AT).indexOf(0) < 0) return undefined;
  const head = bytes.toString('hex', 0, 16);
  for (const [magic, why, at = 0] of MAGIC) {
    if (head.startsWith(magic, at * 2) && (!isLetters(magic) || bytes.subarray(0, LETTERS_HEAD).includes(0))) return why;
  }
  return undefined;
}
