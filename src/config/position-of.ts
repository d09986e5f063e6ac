/** Where a key, or an entry of a list, stands in a configuration: 1-based. Of a path that ends too early, the last that is there. JSON is YAML, and yaml knows positions. */
export async function positionOf(path: readonly (string | number)[], text: string): Promise<{ readonly line: number; readonly col: number; readonly offset: number } | undefined> {
  const { isMap, isSeq, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: lines }).contents;
  let offset: number | undefined;
  for (const key of path) {
    let next: unknown;
    let named: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(key));
      named = pair?.key;
      next = pair?.value;
    } else if (isSeq(node)) {
      next = node.items[Number(key)];
      named = next;
    } else break;
    const start = (named as { range?: readonly number[] } | undefined)?.range?.[0];
    if (start !== undefined) offset = start;
    node = next;
  }
  return offset === undefined ? undefined : { ...lines.linePos(offset), offset };
}
