import { type Candidate, lowered } from '../candidate.js';
import { classifyPassword, HASHED, isMixed } from '../value/password.js';
import { isUuid } from '../value/reference.js';
import { isSecretLike, isTokenLike } from '../value/token.js';
import type { Refinement } from './refinement.js';

/** Folders and files of translated texts, in which a password's name stands beside its label. On paths in lower case. */
const TRANSLATED =
  /\.i18n\.|(?:^|\/)(?:locales?|i18n|l10n|langs?|languages?|translations?|messages|nls)(?:\/|[._-])|\.(?:po|pot|resx|xliff?|arb|strings|ftl)$|(?:^|\/)strings[\w-]*\.xml$|[._-][a-z]{2}(?:[_-][a-z]{2})?\.(?:properties|ya?ml|json)$/;
/** Names whose value is a secret even where it is a UUID or of a person's making. */
const STRONG_NAME = /secret|api[_-]?key|access[_-]?(?:key|token)|auth[_-]?(?:key|token)|private[_-]?(?:key|token)/;
const SECRET_NAME = /secret(?:[_-]?key)?[^A-Za-z0-9]*$/;
/** A person's choice is likely beside "secret"; a short token must be longer. */
const SHORT_TOKEN = 10;

/** Rules that know only a name ask whether the value beside it can be a secret at all. */
export const valueClass: Refinement = (candidate, view) => {
  const { value } = candidate.rule;
  if (value === undefined) return candidate;
  const name = view.text.slice(candidate.start, candidate.secretStart);
  if (value === 'basic') return basic(candidate);
  const translated = candidate.rule.syntaxes !== undefined && TRANSLATED.test(view.path.toLowerCase());
  if (value === 'token') return tokenBeside(name.toLowerCase(), candidate, translated);
  const verdict = classifyPassword(candidate.secret, name);
  if (verdict === 'reject') return undefined;
  const strict = candidate.strict === true || translated;
  if (isUuid(candidate.secret)) return lowered(candidate, 'it has the form of a UUID');
  if (strict && (verdict === 'low' || !isMixed(candidate.secret))) return undefined;
  return verdict === 'normal' ? candidate : { ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'it is a plain word'] };
};

/** The password of a Basic authorization header (RFC 7617): base64 of user, colon, password. */
function basic(candidate: Candidate): Candidate | undefined {
  const pair = Buffer.from(candidate.secret, 'base64').toString('latin1');
  const colon = pair.indexOf(':');
  if (colon < 0) return undefined;
  const verdict = classifyPassword(pair.slice(colon + 1), `${pair.slice(0, colon)}://`);
  if (verdict === 'reject') return undefined;
  return verdict === 'normal' ? candidate : { ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'its password is a plain word'] };
}

/** @param translated the file is a translation: only what no person writes counts. */
function tokenBeside(name: string, candidate: Candidate, translated: boolean): Candidate | undefined {
  const { secret, rule } = candidate;
  if (HASHED.test(secret)) return undefined;
  if (isTokenLike(secret)) return candidate;
  if (rule.syntaxes === undefined || translated) return undefined;
  if (isUuid(secret)) return STRONG_NAME.test(name) && secret.replace(/(.)\1{3}/g, '').length > 24 ? lowered(candidate, 'it has the form of a UUID') : undefined;
  if (candidate.strict === true) return undefined;
  const least = SECRET_NAME.test(name) ? 0 : SHORT_TOKEN;
  return secret.length >= least && isSecretLike(secret) && (least === 0 || STRONG_NAME.test(name) || /token[^a-z0-9]*$/.test(name)) && classifyPassword(secret, name) === 'normal'
    ? candidate
    : undefined;
}
