import { recurring } from '../../text/recurring.js';
import type { Candidate } from '../candidate.js';
import { lowered } from '../candidate.js';
import type { TextView } from '../text-view.js';
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

const TABLE: readonly Surroundings[] = [
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
