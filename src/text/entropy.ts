/**
 * Shannon entropy of a string's characters, in bits a character.
 * Source: C. E. Shannon, "A Mathematical Theory of Communication" (1948), section 6.
 */
export function shannonEntropy(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let total = 0;
  for (const count of counts.values()) total += count;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
