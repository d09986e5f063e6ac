/** CRC-32 as zip and gzip have it (ISO 3309, RFC 1952 section 8). `node:zlib` has one too, but its loading costs a hook more than this; a table would not pay for tokens. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1; // The reflected polynomial.
  }
  return (crc ^ 0xffffffff) >>> 0;
}
