import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardError } from '../model/guard-error.js';

/** What a registry says of a package. */
export interface Registered {
  readonly exists: boolean;
  /** Days since it was first published; undefined where the registry does not say. */
  readonly days?: number;
  /** Its makers ask not to use it. */
  readonly deprecated?: boolean;
}

const PATIENCE_MS = 10_000;
const DAY_MS = 86_400_000;

/** The registries that a project asks, by its own configuration; each name is asked for once. Nothing but the name is sent: no credentials. */
export class Registry {
  readonly #root: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #answers = new Map<string, Promise<Registered | undefined>>();

  constructor(root: string, env: NodeJS.ProcessEnv) {
    this.#root = root;
    this.#env = env;
  }

  /** Undefined where the registry wants to know who asks. Fails with a GuardError when it does not answer. */
  lookUp(ecosystem: 'npm' | 'pypi', name: string): Promise<Registered | undefined> {
    const key = `${ecosystem} ${name}`;
    let answer = this.#answers.get(key);
    if (answer === undefined) {
      answer = ecosystem === 'npm' ? this.#npm(name) : this.#pypi(name);
      this.#answers.set(key, answer);
    }
    return answer;
  }

  /** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
  async #npm(name: string): Promise<Registered | undefined> {
    const text = ['.npmrc', ...(this.#env['HOME'] === undefined ? [] : [join(this.#env['HOME'], '.npmrc')])].map((file) => this.#read(file)).join('\n');
    const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
    const of = (setting: string): string | undefined => new RegExp(`^${setting}[ \\t]*=[ \\t]*(\\S+)`, 'm').exec(text)?.[1];
    const base = (scope === undefined ? undefined : of(`${scope}:registry`)) ?? this.#env['npm_config_registry'] ?? of('registry') ?? 'https://registry.npmjs.org/';
    const found = await ask(`${base.replace(/\/?$/, '/')}${name.replace('/', '%2f')}`, 'application/json');
    if (found === undefined || !found.exists) return found;
    const {
      time,
      versions,
      'dist-tags': tags,
    } = found.body as { time?: Record<string, string>; versions?: Record<string, { deprecated?: unknown }>; 'dist-tags'?: Record<string, string> };
    return { exists: true, ...age(time?.['created']), deprecated: Boolean(versions?.[tags?.['latest'] ?? '']?.deprecated) };
  }

  /** https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
  async #pypi(name: string): Promise<Registered | undefined> {
    const home = this.#env['HOME'] ?? '';
    const text = ['.config/pip/pip.conf', '.pip/pip.conf'].map((file) => this.#read(join(home, file))).join('\n');
    const base = this.#env['PIP_INDEX_URL'] ?? /^index-url[ \t]*=[ \t]*(\S+)/m.exec(text)?.[1] ?? 'https://pypi.org/simple/';
    const found = await ask(`${base.replace(/\/?$/, '/')}${name.toLowerCase().replace(/[-_.]+/g, '-')}/`, 'application/vnd.pypi.simple.v1+json, text/html;q=0.1');
    if (found === undefined || !found.exists) return found;
    const { files = [] } = (found.body ?? {}) as { files?: { 'upload-time'?: string }[] };
    return { exists: true, ...age(files.flatMap((file) => file['upload-time'] ?? []).sort()[0]) };
  }

  #read(file: string): string {
    try {
      return readFileSync(file.startsWith('/') ? file : join(this.#root, file), 'utf8');
    } catch {
      return '';
    }
  }
}

function age(first: string | undefined): { readonly days?: number } {
  const since = first === undefined ? Number.NaN : Date.parse(first);
  return Number.isNaN(since) ? {} : { days: Math.floor((Date.now() - since) / DAY_MS) };
}

async function ask(url: string, accept: string): Promise<{ readonly exists: boolean; readonly body?: unknown } | undefined> {
  if (!/^https?:/.test(url)) return undefined;
  try {
    const response = await fetch(url.replace(/\/\/[^@/]*@/, '//'), { headers: { accept }, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status === 404) return { exists: false };
    if (response.status === 401 || response.status === 403) return undefined;
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    const text = await response.text();
    return { exists: true, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  } catch (cause) {
    throw new GuardError('unreadable', 'The package registry could not be asked.', { hint: 'Look at the network and the registry of the project, or leave --online out.', cause });
  }
}
