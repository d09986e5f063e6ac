/** Names that say what a value is and not whose: alone they would name every second value of a project. */
const GENERIC = new Set(
  'password passwd passphrase pass pwd secret token key apikey api_key access_key accesskey secret_key secretkey private_key auth auth_token authtoken access_token accesstoken credential credentials value data url uri dsn connection connection_string'.split(
    ' ',
  ),
);
/** Words of an object's name that say nothing of whose it is. */
const EMPTY_WORDS = /_(?:CONFIG|CONFIGURATION|OPTIONS|OPTS|SETTINGS|PARAMS|CREDENTIALS|CREDS)$/;
const NAMED_BEFORE =
  /([A-Za-z_$][\w$]{0,60}|["'][A-Za-z_][\w .-]{0,60}["'])[ \t]{0,8}\]?[ \t]{0,8}(?::[ \t]{0,8}&?(?:'\w{1,20}[ \t])?[A-Za-z_][\w<>[\]| ?]{0,40}?|[ \t](?:string|\[\]byte))?[ \t\r\n]{0,80}(?::=|:|=>?)[ \t\r\n]{0,80}(?:String::from\([ \t]{0,8})?$/;
const OBJECT_BEFORE = /([A-Za-z_$][\w$]{0,60})["']?[ \t]{0,8}(?::[ \t]{0,8}\w{1,60}[ \t]{0,8})?[:=][ \t]{0,8}(?:new[ \t]{1,8})?(?:[\w$.]{1,60})?\(?[ \t]{0,8}\{[^{}]*$/;
const LOOK_BACK = 600;

/**
 * What an environment variable for a value should be called: as the value is called beside it, with the name of the object around where that says too little, else as the rule.
 *
 * @param before the text up to the literal that holds the value.
 * @param part the value is only a part of what the name beside it stands for.
 */
export function variableName(before: string, ruleId: string, part: boolean): string {
  const near = before.slice(-LOOK_BACK);
  const written = NAMED_BEFORE.exec(near);
  const own = written?.[1] === undefined ? '' : upperSnake(written[1].replace(/["']/g, ''));
  const byRule = upperSnake(ruleId.replace(/^(?:js|python|go|java|csharp|php|ruby|rust|kotlin|shell)-/, '').replace(/-(?:assignment|setting|value|in-url|literal)$/, ''));
  if (own.length < 3) return byRule;
  if (part)
    return /PASSWORD|SECRET|TOKEN|KEY/.test(byRule)
      ? joined(own.replace(/_?(?:URL|URI|DSN|CONNECTION_STRING|CONNECTION)$/, ''), /PASSWORD|URL/.test(byRule) ? 'PASSWORD' : byRule)
      : own;
  if (!GENERIC.has(own.toLowerCase())) return own;
  const object = OBJECT_BEFORE.exec(near.slice(0, written?.index));
  if (object?.[1] !== undefined) return joined(upperSnake(object[1]).replace(EMPTY_WORDS, ''), own);
  return GENERIC.has(byRule.toLowerCase()) || /^(?:PASSWORD|GENERIC|TOKEN|SECRET|API_KEY)/.test(byRule) ? own : byRule;
}

function joined(first: string, second: string): string {
  return first === '' || second.startsWith(first) ? second : `${first}_${second}`;
}

function upperSnake(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[0-9]/.test(words) ? `_${words.toUpperCase()}` : words.toUpperCase();
}
