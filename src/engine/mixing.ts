// A step of the hashes of familiar.ts.

/** Odd constants with no pattern in their bits: the fractional parts of the golden ratio and of the square root of three. */
export const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;
export const OTHER: u64 = 0xbb67ae8584caa73b;

// @ts-ignore: decorator
@inline
export function mixed(hash: u64, word: u64, multiplier: u64): u64 {
  const product = (hash ^ word) * multiplier;
  return product ^ (product >> 29);
}
