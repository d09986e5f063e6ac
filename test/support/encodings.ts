/** Text in the encodings that git takes for binary. */
export const WIDE_ENCODINGS: readonly (readonly [name: string, encode: (text: string) => Buffer])[] = [
  ['UTF-16LE with a byte order mark', (text) => utf16le(`\ufeff${text}`)],
  ['UTF-16BE with a byte order mark', (text) => utf16le(`\ufeff${text}`).swap16()],
  ['UTF-16LE without a mark', utf16le],
  ['UTF-16BE without a mark', (text) => utf16le(text).swap16()],
  ['UTF-32LE with a byte order mark', (text) => utf32le(`\ufeff${text}`)],
  ['UTF-32BE with a byte order mark', (text) => utf32le(`\ufeff${text}`).swap32()],
  ['UTF-32LE without a mark', utf32le],
  ['UTF-32BE without a mark', (text) => utf32le(text).swap32()],
];

export function utf16le(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

function utf32le(text: string): Buffer {
  const points = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(points.length * 4);
  points.forEach((point, index) => {
    bytes.writeUInt32LE(point, index * 4);
  });
  return bytes;
}
