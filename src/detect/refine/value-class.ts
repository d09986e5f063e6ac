import { type Candidate, lowered } from '../candidate.js';
import { isKeyBytes } from '../value/key-bytes.js';
import { classifyPassword, HASHED, isMixed } from '../value/password.js';
import { isReference, isUuid } from '../value/reference.js';
import { isSecretLike, isTokenLike } from '../value/token.js';
import type { Refinement } from './refinement.js';

/** Folders and files of translated texts, in which a password's name stands beside its label. On paths in lower case. */
const TRANSLATED =
  /\.i18n\.|(?:^|\/)(?:locales?|i18n|l10n|langs?|languages?|translations?|messages|nls)(?:\/|[._-])|\.(?:po|pot|resx|xliff?|arb|strings|ftl)$|(?:^|\/)strings[\w-]*\.xml$|[._-][a-z]{2}(?:[_-][a-z]{2})?\.(?:properties|ya?ml|json)$/;
/** Names whose value is a secret even where it is a UUID or of a person's making. */
const STRONG_NAME = /secret|api[_-]?key|access[_-]?(?:key|token)|auth[_-]?(?:key|token)|private[_-]?(?:key|token)/;
const SECRET_NAME = /secret(?:[_-]?key)?[^A-Za-z0-9]*$/;
/** The number of a key of GnuPG, by which git is told which one signs: https://git-scm.com/docs/git-config#Documentation/git-config.txt-usersigningKey */
const KEY_NUMBER = /^(?:0x)?(?:[\dA-F]{8}|[\dA-F]{16}|[\dA-F]{40})$/;
/** Words that a password of its own name is made of: `mypass`, `testpassword`, `supersecret`. */
const SELF_NAMED =
  /pass|pwd|secret|sekrit|changed?$|wrong|invalid|^x-|^(?:fail|failed|existing|unused|notused|ignored?$|option|original|output|users?$|groups?$|salt$|version$|flag$|weak|malformed|desc|alias$|provider$|script$|public$|nothing$|generated|replaced$|vhost$|allow|deny|block_|less$|should|custom|lower|letters|required|factor$|compat$|credential|principal|will-|already|pubkey|anything|something|unknown|none|b?crypt|hash)/;
/** A password of somebody's choice: a word, a number, a capital or a mark. */
const CHOSEN = /^(?=.*[A-Z!#@*?$])[A-Za-z]{4,20}[-_.@]?\d{2,6}[!#@*?$.]?$/;
/** What sessions, cookies and tokens are signed with: people make it up more often than they draw it. */
const SIGNING_NAME =
  /(?:jwt|session|cookie|signing|hmac|app|auth|encryption|nextauth|flask|django|token)[_-]?secret(?:[_-]?key)?[^a-z0-9]*$|(?:^|[^a-z])secret_?key(?:_?base)?[^a-z0-9]*$/;
const MADE_UP = /^(?=.*[a-z])[A-Za-z][A-Za-z0-9]*(?:[-_.!@#$][A-Za-z0-9]+){0,6}[!@#$]{0,2}$/;
const STAND_IN = /test|dummy|mock|fake|sample|change|replace|generate|insert|random|your|here|placeholder|minimum|characters|arn|ref/;
/** A person's choice is likely beside "secret"; a short token must be longer. */
const SHORT_TOKEN = 10;

/** Rules that know only a name ask whether the value beside it can be a secret at all. */
export const valueClass: Refinement = (candidate, view) => {
  const { value } = candidate.rule;
  if (value === undefined) return candidate;
  const name = view.text.slice(candidate.start, candidate.secretStart);
  if (value === 'basic') return basic(candidate);
  if (value === 'bytes') return isKeyBytes(candidate.secret) ? candidate : undefined;
  const translated = candidate.rule.syntaxes !== undefined && TRANSLATED.test(view.path.toLowerCase());
  if (value === 'token') return tokenBeside(name.toLowerCase(), candidate, translated);
  const verdict = classifyPassword(candidate.secret, name);
  if (verdict === 'reject') return undefined;
  const strict = candidate.strict === true || translated;
  if (isUuid(candidate.secret)) return lowered(candidate, 'it has the form of a UUID');
  if (strict && (verdict === 'low' || candidate.secret.includes(' ') || !isMixed(candidate.secret))) return undefined;
  return verdict === 'normal' ? candidate : plainWord(candidate, candidate.secret);
};

/** A third of all passwords are plain words: shown, but as a warning. One that says of itself that it is a password stands for one more often than not. */
function plainWord(candidate: Candidate, word: string): Candidate {
  const level = candidate.level === 'error' && !SELF_NAMED.test(word.toLowerCase()) ? 'warning' : 'note';
  return { ...candidate, level, confidence: 'low', notes: [...candidate.notes, 'it is a plain word'] };
}

/** The password of a Basic authorization header (RFC 7617): base64 of user, colon, password. */
function basic(candidate: Candidate): Candidate | undefined {
  const pair = Buffer.from(candidate.secret, 'base64').toString('latin1');
  const colon = pair.indexOf(':');
  // What holds no user and password may be any token that a service takes in their place.
  if (/[^\x20-\x7e]/.test(pair)) return isTokenLike(candidate.secret) || isSecretLike(candidate.secret) ? candidate : undefined;
  const verdict = classifyPassword(pair.slice(colon + 1), `${pair.slice(0, Math.max(0, colon))}://`);
  if (verdict === 'reject' || (colon < 0 && verdict === 'low')) return undefined;
  return verdict === 'normal' ? candidate : plainWord(candidate, pair.slice(colon + 1));
}

/** @param translated the file is a translation: only what no person writes counts. */
function tokenBeside(name: string, candidate: Candidate, translated: boolean): Candidate | undefined {
  const { secret, rule } = candidate;
  if (HASHED.test(secret) || (KEY_NUMBER.test(secret) && /signingkey[^a-z0-9]*$/.test(name))) return undefined;
  if (isTokenLike(secret) || (secret.startsWith('\\x') && isKeyBytes(secret))) return candidate;
  if (rule.syntaxes === undefined || translated) return undefined;
  if (isUuid(secret)) return STRONG_NAME.test(name) && secret.replace(/(.)\1{3}/g, '').length > 24 ? lowered(candidate, 'it has the form of a UUID') : undefined;
  if (candidate.strict === true) return undefined;
  if (SECRET_NAME.test(name) && CHOSEN.test(secret) && isMixed(secret) && classifyPassword(secret, name) === 'normal') return candidate;
  const least = SECRET_NAME.test(name) ? 0 : SHORT_TOKEN;
  const chosen =
    secret.length >= least && isSecretLike(secret) && (least === 0 || STRONG_NAME.test(name) || /token[^a-z0-9]*$/.test(name)) && classifyPassword(secret, name) === 'normal';
  if (chosen) return candidate;
  return SIGNING_NAME.test(name) && isMadeUp(secret) ? lowered({ ...candidate, confidence: 'low' }, 'a person made it up') : undefined;
}

/** Words with a number, which are easily guessed and sign all the same: `kestrel-jwt-2024`. */
function isMadeUp(secret: string): boolean {
  return (
    secret.length >= 8 && secret.length <= 64 && /\d{2}/.test(secret) && MADE_UP.test(secret) && !STAND_IN.test(secret.toLowerCase()) && !isReference(secret) && !isUuid(secret)
  );
}
