export const MASK = '********';

/** Longest public prefix that is left readable, so that a person knows which token it is. */
const MAX_PREFIX = 14;

/**
 * A secret as it may be shown: the provider's public prefix, if it begins with one, and stars. Its length is not told, and nothing of a secret without
 * a prefix is.
 *
 * @param prefixes lower case, as in the rule's keywords; none for a rule that knows only a name, whose value may begin like it.
 */
export function masked(secret: string, prefixes: readonly string[]): string {
  const lower = secret.toLowerCase();
  const prefix = prefixes.find((one) => one.length <= MAX_PREFIX && /^[ -~]+$/.test(one) && lower.startsWith(one) && secret.length >= one.length + 12);
  return prefix === undefined ? MASK : secret.slice(0, prefix.length) + MASK;
}
