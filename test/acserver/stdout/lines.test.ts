import { describe, expect, it } from 'vitest';
import { MAX_LINE, readStdoutLine } from '../../../src/acserver/stdout/lines.ts';
import { linesOf, samples, transcripts } from './transcripts.ts';

describe('the collection of log lines', () => {
  // A name alone on its line cannot be recognised by itself: the reader's tests cover it.
  const selfContained = samples.filter(({ event }) => event !== 'join-driver-name');

  it.each(selfContained)('reads $line', ({ line, event, fields }) => {
    expect(readStdoutLine(line)).toEqual({ kind: event, fields });
  });

  it('does not explain a name alone on its line', () => {
    expect(readStdoutLine('Zoé Ñandú')).toBeUndefined();
  });

  it.each([
    'Server started by Elena',
    ' Server started',
    'CONNECTION TO LOBBY FAILED',
    'LAP Elena 1:00',
    'LAP Elena 1:00:0000',
    'Slot found at index 1000',
    'DRIVER: Elena',
    'Saving session json file: results/../cfg/server_cfg.json',
    'Saving session json file: /etc/passwd.json',
    'CALLING http://198.51.100.1/steal?name=x',
    'SENDING http://198.51.100.1/lobby.ashx/ping?a b',
    'COLLISION BETWEEN: Elena AND ENVIRONMENT SPEED: 1 WORLD POS: [1,2,3] REL POS: [1,2,3]',
  ])('does not read %s', (line) => {
    expect(readStdoutLine(line)).toBeUndefined();
  });
});

describe('each transcript', () => {
  it.each(transcripts)('%s has no unexplained line', (name) => {
    const lines = linesOf(name);
    const unexplained = lines.filter(
      (line, index) => !readStdoutLine(line) && !/^VERSION \d+$/.test(lines[index - 1] ?? ''),
    );
    expect(unexplained).toEqual([]);
  });
});

describe('a log line without its line end', () => {
  it('is read as a session after "Loading"', () => {
    expect(readStdoutLine('Loading QUALIFY sessionSESSION: Open [Q]')).toMatchObject({ fields: { name: 'Open [Q]' } });
  });

  it('is read as a kick with the next message after it', () => {
    expect(readStdoutLine('Kicking user  Hugo []TCP received  3 bytes [1 0 67]')).toEqual({
      kind: 'kicked',
      fields: { name: 'Hugo', team: '' },
    });
  });

  it('keeps the rest after "CONNECTED TO LOBBY"', () => {
    expect(readStdoutLine('CONNECTED TO LOBBYPAGE: /INFO')).toEqual({
      kind: 'lobby-connected',
      fields: { glued: 'PAGE: /INFO' },
    });
  });
});

describe('names and teams with brackets', () => {
  it.each([
    ['Clean exit, driver disconnected:  [AC] Elena [x] []', '[AC] Elena [x]', ''],
    ['DRIVER: a]b [c [T1]', 'a]b [c', 'T1'],
    ['DRIVER:  []', '', ''],
    ['Kicking user  ]TCP x [] [T]', ']TCP x []', 'T'],
  ])('are read from: %s', (line, name, team) => {
    expect(readStdoutLine(line)?.fields).toEqual({ name, team });
  });
});

describe('hostile log lines', () => {
  const size = 100_000;
  const openings = [
    'COLLISION BETWEEN: ',
    'DRIVER: ',
    'CHAT [',
    'ADMIN COMMAND: ',
    'Kicking user  ',
    'LAP ',
    'LAP WITH CUTS:',
    '1) ',
    '{ 1 1 ',
    'CALLING http://',
    'SENDING http://h/lobby.ashx/ping?',
    'CARS=[',
    'ERROR',
    'Session ',
    ' ',
    'content/',
    'Creating vote to KICK USER  ',
    'Dispatching TCP message to a (1) [',
    '',
  ];
  const fillings = [
    ' ',
    '[',
    ' [',
    '] ',
    '] AND ',
    '] SPEED: 1 WORLD POS: [',
    ' received from ',
    ']  from  ',
    '/lobby.ashx/register?',
    ' 1:00:000',
    ', 1 cuts, laptime 1',
    ' BEST: 1:00:000',
    ' [] 1 1 [] [] 1 [] true ',
    'REGISTER',
    '] changed tyres to x',
    ']TCP received ',
    '1',
    ' 1',
  ];

  it('are read in time proportional to their length', () => {
    const before = process.cpuUsage();
    for (const opening of openings) {
      for (const filling of fillings) readStdoutLine(opening + filling.repeat(size / filling.length));
    }
    // CPU time in microseconds, for 342 lines. A single line that backtracks quadratically takes seconds.
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
  });

  it('are cut at 64 KiB', () => {
    const line = `SERVERCHAT: ${'x'.repeat(size)}`;
    expect(readStdoutLine(line)).toMatchObject({ fields: { text: 'x'.repeat(MAX_LINE - 'SERVERCHAT: '.length) } });
  });
});
