import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classifyPhrase } from '../../src/detect/value/phrase.js';

describe('a value with blanks', () => {
  it('is a passphrase where one of its words has letters and digits', () => {
    assert.equal(classifyPhrase('velvet tr0mbone harbour', 'password = "'), 'normal');
    assert.equal(classifyPhrase('kite 7gRw2x', '"dbPassword": "'), 'normal');
  });

  it('is one of plain words where a name in capitals, or of a passphrase, says so', () => {
    assert.equal(classifyPhrase('correct horse battery staple', 'passphrase: "'), 'low');
    assert.equal(classifyPhrase('velvet harbour kite', "export RESTIC_PASSWORD='"), 'low');
    assert.equal(classifyPhrase('velvet 4711', '"passphrase": "'), 'low');
    assert.equal(classifyPhrase('correct horse battery staple', 'password: "'), 'reject');
  });

  it('is a sentence or a label with words that join others', () => {
    for (const text of [
      'Enter your password',
      'at least 8 characters',
      'must hold 1digit please',
      'Passwords do not match.',
      'new password',
      'Mot de passe',
      'select x1y2 from users',
    ])
      assert.equal(classifyPhrase(text, 'PASSWORD = "'), 'reject', text);
  });

  it('is a command between backticks, and code with brackets', () => {
    assert.equal(classifyPhrase('pwgen 32 1', 'PASSWORD=`'), 'reject');
    assert.equal(classifyPhrase('velvet(k1te9x) harbour', 'password = "'), 'reject');
  });
});
