// Every secret rule's own examples in other people's clothes: its secret in every syntax of syntaxes.ts, or, where it needs its surroundings, the example in every carrier.

/** Ways in which a line gets into a file without changing. */
const CARRIERS = [
  ['as it is', 'app.txt', (line) => line],
  ['indented', 'app.txt', (line) => `        ${line}`],
  ['indented by tabs', 'app.txt', (line) => `\t\t${line}`],
  ['with CR LF', 'app.txt', (line) => `first\r\n${line}\r\nlast\r\n`],
  ['without a last line break', 'app.txt', (line) => `first\n${line}`],
  ['after a byte order mark', 'app.txt', (line) => `\ufeff${line}\n`],
  ['in a comment of C', 'app.c', (line) => `/* ${line} */\n`],
  ['in a line comment', 'app.js', (line) => `// ${line}\n`],
  ['in a shell comment', 'app.sh', (line) => `# ${line}\n`],
  ['in a doc comment', 'App.java', (line) => `/**\n * ${line}\n */\n`],
  ['in an HTML comment', 'app.html', (line) => `<!-- ${line} -->\n`],
  ['in SQL', 'app.sql', (line) => `-- ${line}\n`],
  ['in a Markdown fence', 'notes.txt', (line) => `Text.\n\n\`\`\`\n${line}\n\`\`\`\n`],
  ['in a Markdown list', 'notes.txt', (line) => `- ${line}\n`],
  ['in a patch', 'change.patch', (line) => `+${line}\n`],
  ['in a block scalar', 'app.yaml', (line) => `data: |\n  ${line}\n`],
  ['in a here document', 'app.sh', (line) => `cat > file <<'END'\n${line}\nEND\n`],
  ['in a preformatted element', 'app.html', (line) => `<pre>\n${line}\n</pre>\n`],
  ['in a string of JSON', 'app.json', (line) => `{"text": ${JSON.stringify(line)}}\n`],
  ['in a notebook', 'app.ipynb', (line) => `{"cells": [{"source": [${JSON.stringify(`${line}\n`)}]}]}\n`],
  ['in a string of Python', 'app.py', (line) => `TEXT = """\n${line}\n"""\n`],
  ['in a log', 'app.log', (line) => `2024-01-02T03:04:05Z INFO app ${line}\n`],
  ['among other lines', 'app.txt', (line) => `${'something else\n'.repeat(200)}${line}\n${'something else\n'.repeat(200)}`],
];

export function templateRecall(core) {
  const { rules } = core.readRules('patterns');
  const all = rules.map(({ rule }) => rule);
  const detector = new core.Detector(new core.Ruleset(all, core.regexEngine('builtin')), all);
  const scan = (path, text) =>
    core
      .scanText({ path, bytes: Buffer.from(text), language: core.languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } }, detector)
      .findings.filter(({ kind, level }) => kind === 'secret' && level !== 'note');
  const results = [];
  for (const { rule, source } of rules.filter((one) => one.rule.kind === 'secret')) {
    const result = { id: rule.id, rendered: 0, own: 0, any: 0, missed: [] };
    source.examples.match.forEach((template, index) => {
      const example = core.filled(rule, template, `recall${index}`);
      for (const [what, path, text] of renderings(core, rule, example, scan)) {
        const found = scan(path, text);
        result.rendered++;
        if (found.length > 0) result.any++;
        else result.missed.push(what);
        if (found.some(({ ruleId }) => ruleId === rule.id)) result.own++;
      }
    });
    results.push(result);
  }
  return results;
}

function* renderings(core, rule, example, scan) {
  const secret = secretOf(rule, example, scan);
  if (secret !== undefined && rule.value === undefined && scan('app.js', `const value = "${secret}";\n`).some(({ ruleId }) => ruleId === rule.id)) {
    for (const row of core.NAMED_SYNTAXES) yield [row.what, row.path, core.valued(core.named(row, 'app_value'), secret)];
    return;
  }
  for (const [what, path, carry] of CARRIERS) {
    // A rule for certain languages, or for a file of a certain name, is carried by its own file; a carrier of another would change what it says.
    const own = rule.languages !== undefined || example.path !== 'app.txt';
    if (own && path !== 'app.txt') continue;
    if (example.text.includes('\n') && !/as it is|without a last|byte order|JSON|notebook|among/.test(what)) continue;
    yield [what, own ? example.path : path, carry(example.text)];
  }
}

function secretOf(rule, { path, text }, scan) {
  const found = scan(path, text).find(({ ruleId }) => ruleId === rule.id);
  if (found === undefined || found.start.line !== found.end.line) return undefined;
  return text.split('\n')[found.start.line - 1]?.slice(found.start.column - 1, found.end.column - 1);
}
