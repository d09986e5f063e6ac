// Secrets found where there are none to find: published packages, this project's lock file, and lists that a generator makes.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { corpus, filesIn, pinned } from '../support/corpora.mjs';

const MADE = [
  ['hash list', 'hashes.txt', '{hex:64}  file-{d:4}.tar.gz'],
  ['UUID list', 'ids.txt', '{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}'],
  ['base64 image', 'image.css', '.i{d:4} { background: url(data:image/png;base64,{b64:900}) }'],
  ['SVG', 'image.svg', '<svg id="k{d:4}"><path d="M{d:3}.{d:2} {d:2}L{d:3} {d:3}Z" class="{lowalnum:8}"/></svg>'],
  ['lock file', 'package-lock.json', '    "integrity": "sha512-{b64:86}==",'],
  ['lock file', 'yarn.lock', '  resolved "https://registry.internal/secret-{lower:8}/-/token-{d:1}.{d:1}.{d:2}.tgz#{hex:40}"'],
  ['lock file', 'Cargo.lock', 'checksum = "{hex:64}"'],
  ['lock file', 'go.sum', 'host.internal/{lower:8}/token v1.{d:2}.{d:1} h1:{b64:43}='],
];
const MADE_LINES = 2000;

/** What kind of file it is, from its name and its longest line. */
function kindOf(path, bytes) {
  if (/\.map$/.test(path)) return 'source map';
  if (/(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml)$/.test(path)) return 'lock file';
  if (/\.svg$/.test(path)) return 'SVG';
  if (/\.(?:md|markdown|txt|rst|html?)$/i.test(path)) return 'documents';
  if (/\.min\.\w+$/.test(path) || (/\.(?:[cm]?js|css)$/.test(path) && bytes.length > 5000 && bytes.length / (bytes.filter((byte) => byte === 10).length + 1) > 300))
    return 'minified';
  return /\.d\.[cm]?ts$/.test(path) ? 'types' : 'source';
}

export function cleanSecrets(core) {
  const { rules } = core.readRules('patterns');
  const all = rules.map(({ rule }) => rule).filter(({ kind }) => kind === 'secret');
  const detector = new core.Detector(new core.Ruleset(all, core.regexEngine('auto')), all);
  const kinds = new Map();
  const found = [];
  const scan = (kind, path, bytes) => {
    const source = { path, bytes, language: core.languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } };
    const findings = core.scanText(source, detector).findings.filter(({ level }) => level !== 'note');
    const entry = kinds.get(kind) ?? { files: 0, bytes: 0, findings: 0 };
    kinds.set(kind, { files: entry.files + 1, bytes: entry.bytes + bytes.length, findings: entry.findings + findings.length });
    for (const { ruleId, level, start, preview } of findings) found.push({ ruleId, level, kind, place: `${path}:${start.line}`, preview: preview.text });
  };
  for (const spec of pinned('bench/quality/secret-corpora.json')) {
    const folder = corpus(spec);
    for (const file of filesIn(folder, '')) {
      const bytes = readFileSync(file);
      const path = file.slice(tmpdir().length + 1).replace(/^[^/]*\//, '');
      if (!bytes.subarray(0, 4096).includes(0)) scan(kindOf(path, bytes), path, bytes);
    }
  }
  scan('lock file', 'package-lock.json', readFileSync('package-lock.json'));
  for (const [kind, path, line] of MADE) {
    const filler = new core.TemplateFiller(path);
    scan(kind, path, Buffer.from(Array.from({ length: MADE_LINES }, () => `${filler.fill(line)}\n`).join('')));
  }
  return { kinds, found };
}
