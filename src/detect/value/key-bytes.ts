/** A number of a list of bytes, or an escape of a string: `0x1f`, `200`, `-12`, `\x1f`. */
const BYTE = /0x[0-9a-f]{1,2}|\\x[0-9a-f]{2}|-?\d{1,3}/gi;
/** AES, DES and most ciphers have keys of 16 bytes and more; eight are as often a table of something. */
const LEAST = 12;
/** So many values must differ: of 16 drawn at random all but one or two do. */
const DISTINCT = 0.7;
const MOST_COMPARED = 24;

/** Bytes written as numbers that can have come from a random generator: as many above 127 as below, nearly all different, neither rising nor falling. */
export function isKeyBytes(text: string): boolean {
  const values = (text.match(BYTE) ?? []).map((byte) => Number(byte.replace(/^\\/, '0')));
  if (values.length < LEAST || values.some((value) => value > 255 || value < -128)) return false;
  const high = values.filter((value) => value > 127 || value < 0).length / values.length;
  const some = values.slice(0, MOST_COMPARED);
  const steps = some.filter((value, at) => at > 0 && value > (some[at - 1] ?? 0)).length / (some.length - 1);
  return high > 0.15 && high < 0.85 && new Set(some).size >= some.length * DISTINCT && steps > 0.15 && steps < 0.85;
}
