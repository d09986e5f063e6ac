import { isPasswordName, isTokenName } from '../detect/named/name.js';
import { type OwnHit, type OwnValue, OwnValues } from '../detect/own/own-values.js';
import { pairsIn } from '../detect/own/pairs.js';
import { isWorthLookingFor } from '../detect/own/worth.js';
import type { TextFindings } from '../detect/scan-text.js';
import type { SourceText } from '../model/source-text.js';
import type { GitContext } from '../sources/git-process.js';
import { indexFile } from '../sources/index-file.js';
import { type OwnFile, ownContent, ownFiles } from '../sources/own-files.js';
import { findRepository } from '../sources/repository.js';
import type { Look } from './run-scan.js';

/** Prefixes by which build tools put a variable into what everybody can read. */
const PUBLISHED = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|REACT_APP|VITE|GATSBY|PUBLIC|STORYBOOK|VUE_APP)_/;
/** Names by which credential files call what our names leave out. */
const KEPT = /^_?auth$|(?:^|[_-])pat$|^(?:client-key-data|refresh_token)$/i;
/** Values that are looked for; nobody has more. */
const MOST = 400;

/** What was read, for doctor. */
export interface OwnSecretsRead {
  readonly files: readonly string[];
  /** Names of variables. */
  readonly variables: readonly string[];
}

/** Looks for the developer's own credentials in texts. Everything is read when it is made, nothing is stored, and `close` clears it. */
export class OwnSecrets {
  readonly #values: OwnValues;
  readonly #look: Look;

  constructor(files: readonly OwnFile[], context: GitContext, look: Look) {
    const { values } = readOwnSecrets(files, context);
    // Which of them share a hash must not be the same in every run.
    this.#values = new OwnValues(values, (Math.random() * 0x7fffffff) | 0);
    this.#look = look;
  }

  /** @param already what the rules have found in the text. */
  judge(source: SourceText, already: TextFindings): Promise<TextFindings | undefined> | undefined {
    const hits = this.#values.find(source.bytes);
    return hits.length === 0 ? undefined : this.#judged(hits, source, already);
  }

  async #judged(hits: readonly OwnHit[], source: SourceText, already: TextFindings): Promise<TextFindings | undefined> {
    const rule = this.#look.ruleset.named('own-secret');
    if (rule === undefined) return undefined;
    const { judgeCandidates, TextView } = await import('./judge.js');
    const view = new TextView(source);
    const candidates = hits
      .filter(({ start, end, place }) => view.isAdded(start, end) && place !== source.path)
      .filter(({ start }) => {
        const { line } = view.position(start);
        return !already.findings.some((finding) => finding.kind === 'secret' && finding.level === 'error' && finding.start.line <= line && finding.end.line >= line);
      })
      .map(({ start, end, name, place, plain }) => ({
        rule,
        start,
        end,
        secretStart: start,
        secretEnd: end,
        secret: view.text.slice(start, end),
        level: rule.level,
        confidence: rule.confidence,
        proven: true,
        message: `The value of ${name} in ${place}${plain ? '' : ', written in another way'}`,
        notes: [],
      }));
    return judgeCandidates(candidates, view, source, await this.#look.detector());
  }

  close(): void {
    this.#values.wipe();
  }
}

/** What a commit's texts are compared with: doctor tells of it. */
export function ownSecretsRead(root: string, context: GitContext): OwnSecretsRead {
  const { values, read } = readOwnSecrets(ownFiles(root, context.env['HOME'] ?? context.env['USERPROFILE']), context);
  for (const { bytes } of values) bytes.fill(0);
  return read;
}

/** The caller wipes the values. */
function readOwnSecrets(there: readonly OwnFile[], context: GitContext): { readonly values: readonly OwnValue[]; readonly read: OwnSecretsRead } {
  const values: OwnValue[] = [];
  const files = untracked(there, context);
  for (const file of files) takeAll(file, values);
  const variables: string[] = [];
  for (const [name, value] of Object.entries(context.env)) {
    if (value === undefined || !isSecretName(name)) continue;
    const bytes = Buffer.alloc(Buffer.byteLength(value));
    bytes.write(value);
    if (take(bytes, name, 'the environment', values)) variables.push(name);
  }
  return { values, read: { files: files.map(({ shown }) => shown), variables } };
}

/** What git tracks is no secret of the machine any more, and is scanned like everything else. */
function untracked(files: readonly OwnFile[], context: GitContext): OwnFile[] {
  const repository = findRepository(context);
  const index = repository === undefined || files.every(({ inProject }) => inProject === undefined) ? undefined : indexFile(repository, context);
  return files.filter(({ inProject }) => inProject === undefined || index?.idOf(inProject) === undefined);
}

function takeAll(file: OwnFile, values: OwnValue[]): void {
  const content = ownContent(file);
  if (content === undefined) return;
  for (const { name, start, end } of pairsIn(content)) {
    if (!isSecretName(name)) continue;
    const bytes = Buffer.alloc(end - start);
    content.copy(bytes, 0, start, end);
    take(bytes, name, file.shown, values);
  }
  content.fill(0);
}

/** Keeps a value that is worth it, once; wipes every other. */
function take(bytes: Buffer, name: string, place: string, values: OwnValue[]): boolean {
  if (values.length < MOST && isWorthLookingFor(bytes) && !values.some((one) => one.bytes.equals(bytes))) {
    values.push({ bytes, name, place });
    return true;
  }
  bytes.fill(0);
  return false;
}

/** One of these is in every name of a password, a token or a key; an environment has a hundred others, and to take a name apart costs more. */
const IN_NAMES = ['pass', 'pwd', 'pswd', 'token', 'secret', 'key', 'credential', 'auth', 'pat'];

function isSecretName(text: string): boolean {
  const lower = text.toLowerCase();
  if (!IN_NAMES.some((word) => lower.includes(word))) return false;
  const name = { text, start: 0, end: text.length };
  return !PUBLISHED.test(text) && (isPasswordName(name) || isTokenName(name) || KEPT.test(text));
}
