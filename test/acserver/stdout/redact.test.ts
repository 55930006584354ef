import { describe, expect, it } from 'vitest';
import { readStdoutLine } from '../../../src/acserver/stdout/lines.ts';
import { createRedactor } from '../../../src/acserver/stdout/redact.ts';
import { linesOf, transcripts } from './transcripts.ts';

const redact = createRedactor(() => ['secretpw', 'secret', '', '12']);

describe('login commands in the log', () => {
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
  ])('lose their password: %s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it.each([
    'ADMIN COMMAND: /restart_session received from Elena []',
    'CHAT [Elena]: the admin said so',
    'Making Elena [] admin',
    'DRIVER: /administrator [x]',
  ])('are not found in: %s', (line) => {
    expect(redact(line)).toBe(line);
  });

  it('are still read as a login without the password', () => {
    const line = redact('ADMIN COMMAND: /admin hunter2 received from Elena [T]');
    expect(readStdoutLine(line)).toEqual({ kind: 'admin-login-attempt', fields: { name: 'Elena', team: 'T' } });
  });
});

describe('known passwords in the log', () => {
  it.each([
    ['CHAT [Elena]: is it secretpw?', 'CHAT [Elena]: is it [redacted]?'],
    ['DRIVER: secret [secretpw]', 'DRIVER: [redacted] [[redacted]]'],
    ['CHAT [Elena]: 12', 'CHAT [Elena]: [redacted]'],
  ])('are removed: %s', (line, expected) => {
    expect(redact(line)).toBe(expected);
  });

  it('are not removed from the server’s own words if short', () => {
    expect(redact('Slot found at index 12')).toBe('Slot found at index 12');
  });

  it('are looked up again for every line', () => {
    let secrets = ['first'];
    const changing = createRedactor(() => secrets);
    secrets = ['second'];
    expect(changing('first second')).toBe('first [redacted]');
  });
});

describe('each transcript', () => {
  it.each(transcripts)('%s contains no password after redaction', (name) => {
    expect(
      linesOf(name)
        .map(createRedactor(() => []))
        .join('\n'),
    ).not.toContain('secretpw');
  });
});
