/** The text with a package among its imports: in their block, behind the last single one, or below the package clause. https://go.dev/ref/spec#Import_declarations */
export function withGoImport(text: string, module: string): string {
  const quoted = JSON.stringify(module);
  const own = new RegExp(`^(?:import[ \\t]+|[ \\t]*)${quoted}`, 'm');
  const head = text.slice(0, /^(?:func|type|var|const)\b/m.exec(text)?.index ?? text.length);
  if (own.test(head)) return text;
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const block = /^import[ \t]*\([ \t]*\r?\n/m.exec(head);
  if (block !== null) {
    // Where gofmt would put it: before the first of the block that comes after it.
    const begin = block.index + block[0].length;
    const list = /^(?:[ \t]*(?:[\w.]+[ \t]+)?"[^"\n]*"[^\n]*\n)*/.exec(text.slice(begin))?.[0] ?? '';
    const before = list.split('\n').filter((line) => line !== '' && (/"([^"]*)"/.exec(line)?.[1] ?? '') < module);
    const at = begin + before.reduce((sum, line) => sum + line.length + 1, 0);
    return `${text.slice(0, at)}\t${quoted}${lineEnd}${text.slice(at)}`;
  }
  const single = [...head.matchAll(/^import[ \t]+(?:[\w.]+[ \t]+)?"[^"\n]*"[^\n]*\n/gm)].at(-1);
  if (single !== undefined) {
    const at = single.index + single[0].length;
    return `${text.slice(0, at)}import ${quoted}${lineEnd}${text.slice(at)}`;
  }
  const clause = /^package[ \t]+\w+[^\n]*(?:\n|$)/m.exec(text);
  if (clause === null) return text;
  const at = clause.index + clause[0].length;
  return `${text.slice(0, at)}${text[at - 1] === '\n' ? '' : lineEnd}${lineEnd}import ${quoted}${lineEnd}${text.slice(at)}`;
}
