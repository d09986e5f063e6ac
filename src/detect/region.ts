/** A stretch that is not plain code; sorted, disjoint, offsets in bytes, the end exclusive. `text` is what stands between tags for people to read. */
export interface Region {
  readonly start: number;
  readonly end: number;
  readonly zone: 'comment' | 'string' | 'text';
  /** No statement goes on behind it: the quote that closes an attribute with code in it. */
  readonly ends?: true;
}
