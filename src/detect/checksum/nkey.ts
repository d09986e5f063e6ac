import type { Verdict } from './verify.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A NATS seed: base32 of two bytes of kind, 32 of key and a little-endian CRC-16/XMODEM of them (https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth). */
export function verifyNkey(token: string): Verdict {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of token) {
    bits = ((bits << 5) | BASE32.indexOf(char)) & 0xfff;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
    }
  }
  const [low = 0, high = 0] = bytes.slice(-2);
  const matches = crc16(bytes.slice(0, -2)) === ((high << 8) | low);
  // A made-up key is as grave to its reader as a mistyped one: the level stays.
  return { valid: true, proves: matches, note: matches ? 'its checksum is valid' : 'its checksum does not match' };
}

function crc16(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}
