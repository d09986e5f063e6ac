import { closeSync, constants, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Where people keep credentials in their home folder. */
const AT_HOME: readonly string[] = [
  '.npmrc',
  '.netrc',
  '_netrc',
  '.git-credentials',
  '.pypirc',
  '.pgpass',
  '.my.cnf',
  '.aws/credentials',
  '.docker/config.json',
  '.kube/config',
  '.config/gh/hosts.yml',
  '.config/gcloud/application_default_credentials.json',
  '.config/git/credentials',
  '.cursor/mcp.json',
  '.claude.json',
  '.gemini/settings.json',
  '.codex/config.toml',
  '.codeium/windsurf/mcp_config.json',
  'Library/Application Support/Claude/claude_desktop_config.json',
];
/** In the top folder of a project, beside all that begins with `.env`. */
const IN_PROJECT: readonly string[] = ['.npmrc', '.yarnrc.yml', '.envrc', '.netrc', '.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json', '.aws/credentials'];
/** What is there to be copied, with made-up values. */
const TEMPLATE = /(?:example|sample|template|dist|defaults?|schema|test|ci)$/;
/** Larger ones hold more than settings, and take a hook too long. */
const LARGEST = 128 * 1024;
/** Folders of the project that are looked into. */
const MOST_FOLDERS = 60;

/** A file of credentials, and how it is called in reports. */
export interface OwnFile {
  readonly path: string;
  readonly shown: string;
  /** Relative to the root; undefined outside of the project. */
  readonly inProject: string | undefined;
}

/** The files that may hold the developer's own credentials, of those that exist. Folders are listed once: to ask for each file takes a hook longer. */
export function ownFiles(root: string, home: string | undefined): OwnFile[] {
  const found: OwnFile[] = [];
  const inProject = (name: string): void => void found.push({ path: join(root, name), shown: name, inProject: name });
  const folders: string[] = [];
  const top = entriesOf(root);
  for (const entry of top) {
    if (entry.name.startsWith('.env') && entry.name !== '.envrc') {
      if (entry.isFile() && !TEMPLATE.test(entry.name)) inProject(entry.name);
    } else if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') folders.push(entry.name);
  }
  for (const name of thereOf(IN_PROJECT, root, top)) inProject(name);
  for (const folder of folders.slice(0, MOST_FOLDERS)) for (const name of ['.env', '.env.local']) if (existsSync(join(root, folder, name))) inProject(`${folder}/${name}`);
  if (home !== undefined && home !== '')
    for (const name of thereOf(AT_HOME, home, entriesOf(home))) found.push({ path: join(home, name), shown: `~/${name}`, inProject: undefined });
  return found;
}

/** Those of some paths that exist in a folder with these entries. */
function thereOf(paths: readonly string[], folder: string, entries: readonly { readonly name: string }[]): readonly string[] {
  const names = new Set(entries.map(({ name }) => name));
  return paths.filter((path) => {
    const slash = path.indexOf('/');
    return slash < 0 ? names.has(path) : names.has(path.slice(0, slash)) && existsSync(join(folder, path));
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * The content, to be wiped by whoever asked; undefined where it cannot be read, or is larger than settings are. It may be a pipe, as password managers make them: nothing is waited for. Its stats are
 * not asked for: the first date that Node makes loads the time zones, 5 ms.
 */
export function ownContent({ path }: OwnFile): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const bytes = Buffer.alloc(LARGEST);
    let length = 0;
    for (let read = -1; read !== 0 && length < LARGEST; length += read) read = readSync(descriptor, bytes, length, LARGEST - length, null);
    return length === LARGEST ? undefined : bytes.subarray(0, length);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Variables whose name alone may say that they hold a secret: to know whether any is there. */
export function hasSecretVariables(env: NodeJS.ProcessEnv): boolean {
  return Object.keys(env).some((name) => SECRET_WORD.test(name) && !HARMLESS.test(name));
}

const SECRET_WORD = /TOKEN|SECRET|PASS|PWD|KEY|CREDENTIAL|_PAT$|AUTH(?!OR)/i;
const HARMLESS = /^(?:OLD)?PWD$|SSH_AUTH_SOCK|ASKPASS|XAUTHORITY|KEYBOARD|KEYMAP/;
