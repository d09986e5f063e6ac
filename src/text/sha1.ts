/**
 * SHA-1 of a text in UTF-8, as 40 hexadecimal digits, for keys that are compared and never for security: loading node:crypto costs a hook two milliseconds.
 * RFC 3174: https://www.rfc-editor.org/rfc/rfc3174
 */
export function sha1(text: string): string {
  const content = Buffer.from(text);
  const padded = Buffer.alloc((((content.length + 8) >> 6) + 1) << 6);
  content.copy(padded);
  padded[content.length] = 0x80;
  padded.writeUInt32BE(Math.floor(content.length / 0x2000_0000), padded.length - 8);
  padded.writeUInt32BE((content.length << 3) >>> 0, padded.length - 4);

  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const words = new Int32Array(80);
  for (let block = 0; block < padded.length; block += 64) mix(state, words, padded, block);

  const digest = Buffer.alloc(20);
  for (const [index, word] of state.entries()) digest.writeInt32BE(word, index * 4);
  return digest.toString('hex');
}

function mix(state: Int32Array, words: Int32Array, bytes: Buffer, from: number): void {
  for (let at = 0; at < 16; at++) words[at] = bytes.readInt32BE(from + at * 4);
  for (let at = 16; at < 80; at++) words[at] = turn(word(words, at - 3) ^ word(words, at - 8) ^ word(words, at - 14) ^ word(words, at - 16), 1);

  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let at = 0; at < 80; at++) {
    const next = (turn(a, 5) + chosen(at, b, c, d) + e + constant(at) + word(words, at)) | 0;
    e = d;
    d = c;
    c = turn(b, 30);
    b = a;
    a = next;
  }
  state.set([word(state, 0) + a, word(state, 1) + b, word(state, 2) + c, word(state, 3) + d, word(state, 4) + e]);
}

function chosen(round: number, b: number, c: number, d: number): number {
  if (round < 20) return (b & c) | (~b & d);
  return round >= 40 && round < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
}

function constant(round: number): number {
  if (round < 40) return round < 20 ? 0x5a827999 : 0x6ed9eba1;
  return round < 60 ? 0x8f1bbcdc : 0xca62c1d6;
}

function turn(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function word(words: Int32Array, at: number): number {
  return words[at] ?? 0;
}
