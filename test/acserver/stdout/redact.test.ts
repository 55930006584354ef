import { describe, expect, it } from 'vitest';
import { readStdoutLine } from '../../../src/acserver/stdout/lines.ts';
import { createRedactor } from '../../../src/acserver/stdout/redact.ts';
import { linesOf, transcripts } from './transcripts.ts';

const redact = createRedactor(() => ['secretpw', 'secret', '', '12']);

describe('login commands', () => {
  it.each([
    ['ADMIN COMMAND: /admin hunter2 received from Elena []', 'ADMIN COMMAND: /admin [redacted] received from Elena []'],
    ['ADMIN COMMAND: /admin a b c received from Elena []', 'ADMIN COMMAND: /admin [redacted] received from Elena []'],
    [
      'ADMIN COMMAND: /admin x received from y received from Elena []',
      'ADMIN COMMAND: /admin [redacted] received from Elena []',
    ],
    ['ADMIN COMMAND: /Spectator pw received from E []', 'ADMIN COMMAND: /Spectator [redacted] received from E []'],
    ['Admin command: /admin hunter2', 'Admin command: /admin [redacted]'],
    ['CHAT [Elena]:  /admin hunter2 again', 'CHAT [Elena]:  /admin [redacted]'],
    ['CHAT [Elena]: admin hunter2', 'CHAT [Elena]: admin [redacted]'],
    ['TCP received  9 bytes [7 0 71 9 4 52 53 48 32]', 'TCP received  9 bytes [[redacted]]'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it.each([
    'ADMIN COMMAND: /restart_session received from Elena []',
    'CHAT [Elena]: the admin said so',
    'Making Elena [] admin',
    'DRIVER: /administrator [x]',
  ])('leaves %s alone', (line) => {
    expect(redact(line)).toBe(line);
  });

  it('is still read as a login after the password is gone', () => {
    const line = redact('ADMIN COMMAND: /admin hunter2 received from Elena [T]');
    expect(readStdoutLine(line)).toEqual({ kind: 'admin-login-attempt', fields: { name: 'Elena', team: 'T' } });
  });
});

describe('literal passwords', () => {
  it.each([
    ['CHAT [Elena]: is it secretpw?', 'CHAT [Elena]: is it [redacted]?'],
    ['DRIVER: secret [secretpw]', 'DRIVER: [redacted] [[redacted]]'],
    ['CHAT [Elena]: 12', 'CHAT [Elena]: [redacted]'],
  ])('%s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it('does not take a short one out of the words of the server', () => {
    expect(redact('Slot found at index 12')).toBe('Slot found at index 12');
  });

  it('asks for the passwords at every line', () => {
    let secrets = ['first'];
    const changing = createRedactor(() => secrets);
    secrets = ['second'];
    expect(changing('first second')).toBe('first [redacted]');
  });
});

describe('the transcripts', () => {
  it.each(transcripts)('%s keeps no password', (name) => {
    expect(
      linesOf(name)
        .map(createRedactor(() => []))
        .join('\n'),
    ).not.toContain('secretpw');
  });
});
