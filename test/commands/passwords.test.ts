import { describe, expect, test } from 'vitest';
import type { AuditRow } from '../../src/command/audit.ts';
import { command } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { choice, optional, password, sentence, text } from '../../src/command/param.ts';
import { caller, worldOf } from '../command/world.ts';
import { auditInto } from '../fakes/audit.ts';
import { FakeClock } from '../fakes/clock.ts';

const about = 'Something';
const note = (words: unknown) => ({ kind: 'note' as const, text: JSON.stringify(words) });
const commands = [
  command({
    name: 'tell',
    about,
    role: 'driver',
    is: 'question',
    params: { who: text('Who'), how: choice('How', ['loud', 'race']), words: optional(sentence('What')) },
    run: note,
  }),
  command({ name: 'login', about, role: 'driver', is: 'question', params: { password: password('It') }, run: note }),
];

function open() {
  const audit: AuditRow[] = [];
  const dispatcher = createDispatcher({
    commands,
    app: worldOf([]).app,
    audit: auditInto(audit),
    clock: new FakeClock(),
    log: { error() {} },
    redact: (words) => words.replaceAll('race', '***'),
  });
  return { audit, say: (line: string) => dispatcher.dispatch({ line, caller: caller('driver') }) };
}

describe('a game server’s password', () => {
  test('is removed from text for others and from every audited argument', async () => {
    const { audit, say } = open();
    const words = { who: 'race', how: 'race', words: 'it is ***!' };
    expect(await say('tell race race it is race!')).toEqual({ kind: 'done', answer: note(words) });
    expect(audit).toMatchObject([{ args: { who: '***', how: '***', words: 'it is ***!' } }]);
  });

  test('is removed from a refusal, shown and audited', async () => {
    const { audit, say } = open();
    const sentence = 'how must be one of loud, ***, not "***car".';
    expect(await say('tell Ada racecar')).toEqual({ kind: 'failed', sentence });
    expect(audit).toMatchObject([{ outcome: 'refused', reason: sentence }]);
  });

  test('reaches a login as typed, and is not audited', async () => {
    const { audit, say } = open();
    expect(await say('login race car')).toEqual({ kind: 'done', answer: note({ password: 'race car' }) });
    expect(audit).toMatchObject([{ args: {} }]);
  });
});
