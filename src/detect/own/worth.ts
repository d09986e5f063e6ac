/** Beginnings and parts of values that stand for a secret and are none. */
const TALK = [
  'example',
  'changeme',
  'change_me',
  'placeholder',
  'your-',
  'your_',
  'yours',
  'xxxx',
  'dummy',
  'sample',
  'redacted',
  'todo',
  'localhost',
  '....',
  '****',
  'insert',
  'replace',
  'not-used',
  'test-',
  'default',
].map((word) => Buffer.from(word));

/**
 * Is a value, known by its name as a password or a token, worth being looked for? Bytes are judged, for a string cannot be wiped. What is made of plain words is not: it stands everywhere, and means
 * something else.
 */
export function isWorthLookingFor(value: Buffer): boolean {
  const { length } = value;
  if (length < 6 || length > 4096) return false;
  let lower = 0;
  let upper = 0;
  let digits = 0;
  let marks = 0;
  let dashes = 0;
  const seen = new Uint8Array(256);
  let distinct = 0;
  for (const byte of value) {
    if (byte <= 32 || byte === 127) return false;
    if (seen[byte] === 0) distinct++;
    seen[byte] = 1;
    if (byte >= 97 && byte <= 122) lower++;
    else if (byte >= 65 && byte <= 90) upper++;
    else if (byte >= 48 && byte <= 57) digits++;
    else if (byte === 45 || byte === 95 || byte === 46 || byte === 47) dashes++;
    else marks++;
  }
  // A path, a variable, a template.
  const first = value[0] as number;
  if (
    first === 47 ||
    first === 126 ||
    (first === 46 && value[1] === 47) ||
    (first === 36 && (value[1] === 123 || value[1] === 40)) ||
    first === 60 ||
    (first === 123 && value[1] === 123)
  )
    return false;
  if (distinct < 5) return false;
  const kinds = Number(lower > 0) + Number(upper > 0) + Number(digits > 0) + Number(marks > 0);
  const rare = digits > 0 && lower + upper > 0 ? length >= 8 || kinds >= 3 : marks > 0 ? length >= 8 && lower + upper > 0 : digits > 0 ? length >= 12 && distinct >= 6 : false;
  // Words alone: a passphrase of four, or letters that change their case as no word does.
  const spoken = digits === 0 && marks === 0 && ((dashes >= 3 && length >= 20) || (upper >= 3 && lower >= 3 && length >= 16 && dashes === 0));
  if (!rare && !spoken) return false;
  const small = Buffer.from(value);
  for (let at = 0; at < small.length; at++) {
    const byte = small[at] as number;
    if (byte >= 65 && byte <= 90) small[at] = byte + 32;
  }
  const talk = TALK.some((word) => small.includes(word));
  small.fill(0);
  return !talk;
}
