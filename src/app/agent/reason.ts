import type { Finding } from '../../model/finding.js';
import type { Objection } from './judge.js';

/** Findings told of at once: an agent repairs them one by one. */
const MOST = 5;

const WHAT = {
  write: 'This text was not written',
  read: 'This file was not read: it holds secrets that must not come into a conversation',
  prompt: 'This prompt was not sent: it holds a secret',
  command: 'This command was not run: it holds a secret',
  tool: 'This tool was not called: it would be given a secret',
  commit: 'This commit was not made',
} as const;

/** Why, where, and the exact repair: short, without a secret, the same lines for a person and a machine. */
export function reasonFor(objection: Objection): string {
  if (objection.kind === 'bypass') {
    return `precommit-guard: refused (${objection.by}). Hooks guard this repository against leaked secrets and insecure code and are not to be bypassed by an agent. Run the command without it; when a hook refuses, repair what it says. Only a person may decide otherwise.`;
  }
  if (objection.kind === 'incomplete') return `precommit-guard: it could not be looked at: ${objection.errors[0]?.message ?? 'unknown'} Nothing was decided, so the answer is no.`;
  const { about, findings, kept = false } = objection;
  const lines = findings.slice(0, MOST).map((finding) =>
    // What is where it belongs needs no advice.
    kept ? `- ${finding.path}:${finding.start.line}:${finding.start.column} (${finding.ruleId})` : lineOf(finding, about !== 'prompt' && about !== 'command' && about !== 'tool'),
  );
  const more = findings.length > MOST ? [`and ${findings.length - MOST} more.`] : [];
  return [`precommit-guard: ${WHAT[about]}.`, ...lines, ...more, repair(objection.about, findings, kept)].filter((line) => line !== '').join('\n');
}

function lineOf({ path, start, message, ruleId, preview, advice, instead }: Finding, placed: boolean): string {
  const place = placed ? `${path}:${start.line}:${start.column} ` : '';
  const example = instead === undefined ? '' : ` For example: ${instead.split('\n')[0]}`;
  return `- ${place}${message} (${ruleId}): ${preview.text}\n  do: ${advice}${example}`;
}

function repair(about: keyof typeof WHAT, findings: readonly Finding[], kept: boolean): string {
  const secret = findings.some(({ kind }) => kind === 'secret');
  const paths = [...new Set(findings.map(({ path }) => path))];
  switch (about) {
    case 'write':
      if (findings.every(({ kind }) => kind === 'supply-chain'))
        return 'If the package is right, add it with the package manager of the project first, then write this again; else use the one that was meant, or none.';
      if (paths.every((path) => ENV_FILE.test(path)))
        return `Put ${paths.map((path) => path.slice(path.lastIndexOf('/') + 1)).join(', ')} into .gitignore first: what git leaves alone may hold secrets.`;
      return secret
        ? 'Write it again with the value read from the environment; ask the person to put the value into .env. Do not split or encode it.'
        : 'Write it again in the secure form.';
    case 'read':
      if (kept || paths.every((path) => ENV_FILE.test(path)))
        return `The values belong there. Their names are all that is needed: sed 's/=.*/=/' ${paths.map(quoted).join(' ')}. What runs may load the file; ask the person for anything else.`;
      return `Repair it without reading it: npx precommit-guard fix --yes ${paths.map(quoted).join(' ')} puts the values into .env and look-ups into the file. Or ask the person.`;
    case 'commit':
      return 'Repair what is staged (npx precommit-guard fix --yes does what is certain), stage it and commit again.';
    case 'prompt':
      return 'Take it out, and change it where it was ever shared. Name the variable in .env that holds it instead.';
    default:
      return 'Use a variable of the environment in its place.';
  }
}

const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$/;

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
