import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saidInTheGame, watchLogs } from '../../../sandbox/demo/behind.ts';
import { readOptions } from '../../../sandbox/demo/options.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const recordings = new URL('../../../sandbox/recordings', import.meta.url).pathname;
const options = (...words: string[]) => readOptions(words, recordings);

describe('the demo is told', () => {
  test('nothing: it replays the recorded race on the loopback', () => {
    expect(options()).toMatchObject({
      port: 4080,
      host: '127.0.0.1',
      speed: 1,
      replay: join(recordings, 'nurburgring_sprint_b.ndjson'),
    });
  });

  test('where, what and how fast', () => {
    expect(options('--port', '0', '--host', '0.0.0.0', '--speed', '2.5', '--drive')).toEqual({
      port: 0,
      host: '0.0.0.0',
      speed: 2.5,
      help: false,
    });
  });

  test.each([
    [['--port', 'http'], /--port takes a whole number from 0 to 65535, not "http"/],
    [['--port', '70000'], /--port takes/],
    [['--port', '80.5'], /--port takes/],
    [['--speed', '0'], /--speed takes a number from 0.1 to 1000/],
    [['--replay', 'nothing.ndjson'], /there is no such file/],
    [['--replay', `${recordings}/suzuka_east.ndjson`, '--drive'], /Either --replay or --drive/],
    [['--colour'], /--colour/],
    [['words'], /words/],
  ])('%j is refused in a sentence', (words, sentence) => expect(() => options(...words)).toThrow(sentence));
});

describe('behind the scenes', () => {
  test('is what the server prints, and what drivers are told', () => {
    const clock = new FakeClock();
    const logs = join(temporaryDirectory('behind'), 'logs');
    const behind = watchLogs(logs, clock);
    const told: object[] = [];
    behind.subscribe((line) => told.push(line));
    clock.advance(1000);
    mkdirSync(logs);
    writeFileSync(join(logs, 'acserver-1.log'), 'Server started\nUDP_PLUGIN: Send chat to car 3 MESS');
    clock.advance(300);
    appendFileSync(join(logs, 'acserver-1.log'), 'AGE: Slow down\n');
    clock.advance(300);
    writeFileSync(join(logs, 'acserver-2.log'), 'TRACK=imola\n');
    clock.advance(300);
    expect(told).toEqual([
      { kind: 'server', text: 'Server started' },
      { kind: 'server', text: 'UDP_PLUGIN: Send chat to car 3 MESSAGE: Slow down' },
      { kind: 'car', carId: 3, text: 'Slow down' },
      { kind: 'server', text: 'TRACK=imola' },
    ]);
    behind.close();
  });

  test('words for everyone have no car, other lines are not said at all', () => {
    expect(saidInTheGame('UDP_PLUGIN: Broadcast chat MESSAGE: Race in 60 s')).toEqual({
      kind: 'car',
      text: 'Race in 60 s',
    });
    expect(saidInTheGame('SERVERCHAT: Race in 60 s')).toBeUndefined();
  });
});
