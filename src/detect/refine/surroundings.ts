import { recurring } from '../../text/recurring.js';
import type { Candidate } from '../candidate.js';
import { lowered } from '../candidate.js';
import type { TextView } from '../text-view.js';
import { isWord, pieces } from '../value/word.js';
import type { Refinement } from './refinement.js';

/** How far on either side is looked. */
const AROUND = 400;
/** As long as a name is. */
const NAME = 24;

interface Surroundings {
  readonly rules: RegExp;
  readonly near: RegExp;
  readonly judge: (candidate: Candidate, view: TextView) => Candidate;
}

/** What "password" is called elsewhere; letters outside ASCII stand as their bytes do. */
const TRANSLATED =
  'passwort|kennwort|mot de passe|contrase.{1,2}a|senha|palavra-passe|wachtwoord|has.{1,2}o|salasana|l.{1,2}senord|adgangskode|passord|heslo|parol[ae]?|jelsz.{1,2}|lozinka|geslo|' +
  'contrasenya|pasahitza|kata (?:sandi|laluan)|.{1,2}ifre';
const TRANSLATION = new RegExp(`pass(?:word|wd|phrase)?["']?[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}["'](?:${TRANSLATED})["']`, 'i');
/** A table of what belongs to a field on a page; open where no brace follows. */
const LABELS = /\b(?:icons?|labels?|titles?|testIds?|placeholders?|tooltips?|classNames|translations)["']?[ \t]{0,8}[:=][ \t]{0,8}\{/;
const OPEN_LABELS = new RegExp(`${LABELS.source}[^{}]*$`);
/** Words with at most a small number behind them, as icons and fields are called. */
const CALLED = /^[A-Za-z]+(?:[-_][A-Za-z]+)*\d{0,2}$/;

/** Is it made of words, not of letters that were drawn? */
function isOfWords(value: string): boolean {
  return pieces(value)
    .filter((piece) => /[A-Za-z]/.test(piece))
    .every(isWord);
}

const TABLE: readonly Surroundings[] = [
  {
    rules: /^password-assignment$/,
    near: TRANSLATION,
    judge: (candidate) => (/^[A-Za-z]+$/.test(candidate.secret) && isOfWords(candidate.secret) ? lowered(candidate, 'it stands in a table of translations') : candidate),
  },
  {
    rules: /^password-assignment$/,
    near: LABELS,
    judge: (candidate, view) =>
      CALLED.test(candidate.secret) && isOfWords(candidate.secret) && OPEN_LABELS.test(view.text.slice(Math.max(0, candidate.start - AROUND), candidate.start))
        ? lowered(candidate, 'it stands in a table of labels or icons')
        : candidate,
  },
  {
    // https://firebase.google.com/docs/projects/api-keys: the keys of web and mobile apps identify the project and are not secret.
    rules: /^google-api-key$/,
    near: /authDomain|firebaseapp\.com|messagingSenderId|mobilesdk_app_id|GOOGLE_APP_ID/,
    judge: (candidate) => lowered(candidate, 'keys in the configuration of a Firebase app are public; restrict what it may call'),
  },
  {
    // https://learn.microsoft.com/azure/storage/common/storage-use-azurite: the emulator's account and key are the same everywhere.
    rules: /^azure-|^token-/,
    near: /devstoreaccount1/,
    judge: (candidate) => ({ ...candidate, level: 'note', confidence: 'low', notes: [...candidate.notes, 'it is the published key of the storage emulator'] }),
  },
  {
    // https://docsearch.algolia.com/docs/api (apiKey): the key of a search box is sent to every visitor. One that may write is named so.
    rules: /^token-/,
    near: /docsearch|(?:appId|app_id|algolia)[\s\S]{0,400}(?:indexName|index_name)|(?:indexName|index_name)[\s\S]{0,400}(?:appId|app_id|algolia)/i,
    judge: (candidate, view) =>
      /^[0-9a-f]{32}$/.test(candidate.secret) && !/admin|write|import/i.test(view.text.slice(Math.max(0, candidate.start - NAME), candidate.secretStart))
        ? lowered(candidate, 'the search key of an Algolia search box is public; make sure that it may only search')
        : candidate,
  },
];

/** What of the table is about a rule, by its id. */
const tableOf = recurring((id) => TABLE.filter(({ rules }) => rules.test(id)));

/** What stands around a value may say that it is public, or published. */
export const surroundings: Refinement = (candidate, view) => {
  for (const { near, judge } of tableOf(candidate.rule.id)) {
    if (near.test(view.text.slice(Math.max(0, candidate.start - AROUND), candidate.end + AROUND))) return judge(candidate, view);
  }
  return candidate;
};
