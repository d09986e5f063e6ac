import { GuardError } from '../model/guard-error.js';

/** Parses JSON, or else YAML, of which JSON is a part. Errors tell the position and never quote the text: a configuration may hold anything. */
export async function parseConfigText(content: string, name: string): Promise<unknown> {
  const text = content.replace(/^\ufeff/, ''); // Editors on Windows write a byte order mark, which JSON forbids.
  try {
    return JSON.parse(text);
  } catch {
    if (name.endsWith('.json')) throw await syntaxError(text, name);
  }
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  if (document.errors.length > 0) throw await syntaxError(text, name);
  return document.toJS();
}

async function syntaxError(text: string, name: string): Promise<GuardError> {
  const { parseDocument } = await import('yaml');
  const json = name.endsWith('.json');
  const [first] = parseDocument(text, { prettyErrors: true, ...(json ? { schema: 'json' } : {}) }).errors;
  const at = first?.linePos?.[0];
  return new GuardError('config', `${at === undefined ? name : `${name}:${at.line}:${at.col}`} is not valid ${json ? 'JSON' : 'YAML'}.`, {
    hint: first === undefined ? 'Strict JSON is asked for: no comments, no trailing commas.' : `${reason(first.code)}.`,
  });
}

/** yaml's codes as sentences; its own messages may quote the text. */
function reason(code: string): string {
  return `The parser says: ${code.toLowerCase().replaceAll('_', ' ')}`;
}
