import { literalAt } from './literal.js';
import type { FindValue } from './place.js';

/** A selector that ends in the name: `#`, `[name="`, `By.id("`, `input[type=`. */
export const SELECTS = /["'`][^"'`\n]{0,40}[#.[="'@-]$|["'`]$/;
const SELECTOR_CALL =
  /(?:type|fill|fillfield|sendkeys|send_keys|setvalue|set_value|input|write|enter\w*|get\w*|find\w*|\$\$?|by\.\w+|locator|element|query\w*|byid|byname|jquery)\([^()\n]{0,60}$/;
export const END = /[^"'`\n]{0,12}["'`][\])"'`]{0,4}/y;
export const NEXT = /,[ \t]{0,4}/y;
export const FILLS = /\)?\.(?:clear\(\)\.)?(?:type|fill|sendKeys|send_keys|setValue|set_value|val|set|value|typeText|input_text)(?:\(|[ ]?=[ ]?)[ \t]{0,4}/y;
const BEFORE = 120;

/** What a test types into a field: `page.fill('#password', 'x')`, `cy.get('[name="password"]').type('x')`, `find(By.id("password")).sendKeys("x")`. */
export const formField: FindValue = ({ text, name }) => {
  const near = text.slice(name.end, name.end + 16);
  if (!/["'`]/.test(near) || !/[,.]/.test(near)) return undefined;
  const before = text.slice(Math.max(0, name.start - BEFORE), name.start);
  if (!SELECTS.test(before) || !SELECTOR_CALL.test(before.toLowerCase())) return undefined;
  const end = endOf(END, text, name.end);
  const value = end === undefined ? undefined : (endOf(FILLS, text, end) ?? endOf(NEXT, text, end));
  return value === undefined ? undefined : literalAt(text, value);
};

function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}
