// Copies few bytes, in AssemblyScript: to call for it takes longer.

/** Copies to [to, end) by words, and up to seven bytes more. */
// @ts-ignore: decorator
@inline
export function copyWords(from: usize, to: usize, end: usize): void {
  do {
    store<u64>(to, load<u64>(from));
    from += 8;
    to += 8;
  } while (to < end);
}
