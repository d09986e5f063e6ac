/** The program by its name, in whatever calls it. */
const GUARD = 'precommit-guard';
/** Longer files of settings nobody reads, and nobody writes. */
const MOST = 1 << 20;

/**
 * Files from which CI, hook runners and coding agents take what they run: of them it matters what they say about the guard, not that they change.
 * GitHub, GitLab, Azure, CircleCI, Bitbucket, Travis, AppVeyor, Drone, Woodpecker, Jenkins, Buildkite, Google Cloud, AWS; make, just, Task; npm, lint-staged, simple-git-hooks; hooks by their names.
 */
const CALLERS =
  /(?:^|\/)(?:\.github\/(?:workflows|actions|hooks)\/.+|(?:[^/]*\.)?\.?gitlab-ci[^/]*\.ya?ml|\.gitlab\/.+\.ya?ml|azure-pipelines[^/]*\.ya?ml|\.azure(?:-pipelines|-devops)?\/.+\.ya?ml|\.circleci\/.+|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml|\.?appveyor\.ya?ml|\.drone\.ya?ml|\.woodpecker(?:\/.+)?\.ya?ml|Jenkinsfile[^/]*|\.buildkite\/.+|cloudbuild[^/]*\.ya?ml|buildspec[^/]*\.ya?ml|action\.ya?ml|GNUmakefile|[Mm]akefile|[^/]*\.mk|\.?justfile|[Tt]askfile\.ya?ml|package\.json|\.lintstagedrc(?:\.\w+)?|lint-staged\.config\.\w+|\.?simple-git-hooks\.(?:json|[cm]?js)|\.huskyrc(?:\.\w+)?|\.(?:claude|gemini|cursor|codex)\/(?:settings(?:\.local)?|hooks)\.json|[^/]*\.sh|(?:pre-commit|pre-merge-commit|prepare-commit-msg|commit-msg|applypatch-msg|pre-applypatch|pre-push)|[^/]*baseline[^/]*)$/;
/** Keys at the top of a CI file that concern every job. */
const GLOBAL = /^(?:["']?on["']?|env|defaults?|variables|workflow|include|stages|image|before_script|pipelines?|workflows|trigger|pr)\s*:/;

/** Must both sides of a change to this path be read, to see whether it concerns the guard? */
export function mayCallGuard(path: string): boolean {
  return CALLERS.test(path);
}

/**
 * Does a change take the guard away from what calls it, or alter how it is called? What is said about other jobs, steps, scripts and hooks makes no difference.
 *
 * @param before the text of that path before the change; undefined where there was none.
 * @param after the same after it.
 * @param scripts names of the package's scripts that run the guard.
 */
export function altersGuardCall(path: string, before: string | undefined, after: string | undefined, scripts: readonly string[] = []): boolean {
  const calls = callsOf(scripts);
  const was = aboutGuard(path, before ?? '', calls);
  // A baseline that is new lets pass what it lists, wherever it lies.
  if (was === '') return before === undefined && isBaseline(after ?? '');
  return was !== aboutGuard(path, after ?? '', calls);
}

/** The names of a package's scripts that run the guard, themselves or by another script. */
export function guardScripts(manifest: string): string[] {
  const scripts = entriesOf(fieldsOf(manifest)?.['scripts']).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const found = new Set<string>();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    const calls = callsOf([...found]);
    for (const [name, command] of scripts) if (calls.test(command)) found.add(name);
  }
  return [...found];
}

/** How the guard is called: by its name, or by a script of the package. */
function callsOf(scripts: readonly string[]): RegExp {
  const names = scripts.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const byScript = names.length === 0 ? '' : `|\\b(?:npm|pnpm|yarn|bun)(?:[ \\t]+(?:run(?:-script)?|-s|--silent))*[ \\t]+(?:${names.join('|')})(?![\\w:-])`;
  return new RegExp(`${GUARD}${byScript}`);
}

/** What a text says about the guard, comments and blank lines left out; empty when it is nothing. */
function aboutGuard(path: string, text: string, calls: RegExp): string {
  if (text.length > MOST || !calls.test(text)) return '';
  if (isBaseline(text)) return text;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const fields = /\.json$|^\.(?:lintstagedrc|huskyrc)$/.test(name) ? fieldsOf(text) : undefined;
  if (fields !== undefined) return JSON.stringify(name === 'package.json' ? inManifest(fields, calls) : inSettings(fields, calls));
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|\/\/|$)/.test(line));
  // A comment alone calls nothing.
  if (!calls.test(lines.join('\n'))) return '';
  if (/\.ya?ml$/.test(name)) return inYaml(lines, calls).join('\n');
  if (/^(?:GNUmakefile|[Mm]akefile|.*\.mk|\.?justfile)$/.test(name))
    return blocksOf(lines, (line) => /^\S/.test(line))
      .filter((block) => calls.test(block.join('\n')))
      .flat()
      .join('\n');
  return lines.join('\n');
}

function isBaseline(text: string): boolean {
  return text.slice(0, 400).includes(`${GUARD} baseline create`);
}

type Fields = Readonly<Record<string, unknown>>;

/** Scripts that call the guard, what puts hooks in place, settings of hook runners, and the guard among the dependencies, in whatever version of the registry's. */
function inManifest(fields: Fields, calls: RegExp): unknown {
  const scripts = entriesOf(fields['scripts']).filter(
    ([name, command]) =>
      typeof command === 'string' && (calls.test(command) || (/^(?:pre|post)?(?:prepare|install)$/.test(name) && /\b(?:husky|lefthook|simple-git-hooks)\b/.test(command))),
  );
  const runners = ['lint-staged', 'husky', 'simple-git-hooks', 'gitHooks', 'pre-commit', 'pre-push'].flatMap((name) =>
    entriesOf(fields[name]).filter(([, value]) => calls.test(JSON.stringify(value))),
  );
  const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((name) => {
    const version = entriesOf(fields[name]).find(([one]) => one === GUARD)?.[1];
    return version === undefined ? [] : [/^[\^~>=<v\d][\d.*x ^~<>=|-]*[\w.-]*$/.test(String(version)) ? 'registry' : version];
  });
  return [scripts, runners, versions];
}

/** Settings of an agent or a hook runner: what mentions the guard, and what switches hooks off. */
function inSettings(fields: Fields, calls: RegExp): unknown {
  return entriesOf(fields).filter(([name, value]) => /disable/i.test(name) || calls.test(JSON.stringify(value)));
}

function fieldsOf(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The jobs that call the guard, of their steps those that do, and what concerns all jobs. */
function inYaml(lines: readonly string[], calls: RegExp): string[] {
  return blocksOf(lines, (line) => /^\S/.test(line)).flatMap((block) => {
    const [head = '', ...body] = block;
    const called = calls.test(block.join('\n'));
    if (!called) return GLOBAL.test(head) ? block : [];
    if (/^jobs\s*:/.test(head)) return [head, ...children(body).flatMap((job) => (calls.test(job.join('\n')) ? withoutOtherSteps(job, calls) : []))];
    return withoutOtherSteps(block, calls);
  });
}

/** A job without the steps that have nothing to do with the guard. */
function withoutOtherSteps(job: readonly string[], calls: RegExp): string[] {
  const at = job.findIndex((line) => /^\s*steps\s*:\s*$/.test(line));
  if (at < 0) return [...job];
  const depth = indentOf(job[at] ?? '');
  const rest = job.slice(at + 1);
  const inside = rest.findIndex((line) => indentOf(line) < depth || (indentOf(line) === depth && !/^\s*-/.test(line)));
  const steps = inside < 0 ? rest : rest.slice(0, inside);
  return [
    ...job.slice(0, at + 1),
    ...children(steps)
      .filter((step) => calls.test(step.join('\n')))
      .flat(),
    ...rest.slice(steps.length),
  ];
}

/** The blocks of the least indentation. */
function children(lines: readonly string[]): string[][] {
  const least = Math.min(...lines.map(indentOf));
  return blocksOf(lines, (line) => indentOf(line) === least);
}

function blocksOf(lines: readonly string[], begins: (line: string) => boolean): string[][] {
  const blocks: string[][] = [];
  for (const line of lines) {
    if (begins(line) || blocks.length === 0) blocks.push([line]);
    else blocks.at(-1)?.push(line);
  }
  return blocks;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
