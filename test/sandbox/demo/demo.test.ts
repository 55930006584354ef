import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saidInTheGame, watchLogs } from '../../../sandbox/demo/behind.ts';
import { readOptions } from '../../../sandbox/demo/options.ts';
import { tourSteps } from '../../../sandbox/demo/tour.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const recordings = new URL('../../../sandbox/recordings', import.meta.url).pathname;
const options = (...words: string[]) => readOptions(words, recordings);

describe('the demo options', () => {
  test('default to a race of ten cars on the loopback address', () => {
    expect(options()).toEqual({
      port: 4080,
      host: '127.0.0.1',
      replay: undefined,
      cars: 10,
      minutes: 15,
      speed: 1,
      help: false,
    });
  });

  test('set address, cars, length and speed', () => {
    const words = ['--port', '0', '--host', '0.0.0.0', '--speed', '2.5', '--cars', '24', '--minutes', '5'];
    const race = { port: 0, host: '0.0.0.0', speed: 2.5, cars: 24, minutes: 5, replay: undefined };
    expect(options(...words)).toMatchObject(race);
  });

  test.each([
    [['--replay'], 'nurburgring_sprint_b.ndjson'],
    [['--replay', '--port', '0'], 'nurburgring_sprint_b.ndjson'],
    [['--replay', `${recordings}/suzuka_east.ndjson`], 'suzuka_east.ndjson'],
  ])('%j selects a recording', (words, name) => expect(options(...words).replay).toBe(join(recordings, name)));

  test.each([
    [['--port', 'http'], /--port takes a whole number from 0 to 65535, not "http"/],
    [['--port', '70000'], /--port takes/],
    [['--port', '80.5'], /--port takes/],
    [['--speed', '0'], /--speed takes a number from 0.1 to 1000/],
    [['--replay', 'nothing.ndjson'], /there is no such file/],
    [['--replay', '--cars', '12'], /A recording has its own cars and its own length/],
    [['--replay', '--minutes', '12'], /A recording has its own cars and its own length/],
    [['--cars', '25'], /--cars takes a whole number from 2 to 24, not "25"/],
    [['--cars', '1'], /--cars takes/],
    [['--minutes', '0'], /--minutes takes a whole number from 1 to 240/],
    [['--drive'], /--drive/],
    [['--colour'], /--colour/],
    [['words'], /words/],
  ])('refuse %j', (words, sentence) => expect(() => options(...words)).toThrow(sentence));
});

test('the tour names the driver that Dora drives as, if she drives', () => {
  const appeal = (drives: boolean) => tourSteps({ driver: 'Mara Quint', drives })[1]?.text;
  expect(appeal(true)).toMatch(/answer the appeal of Dora, who drives as Mara Quint\.$/);
  expect(appeal(false)).toMatch(/answer the appeal of Dora\.$/);
});

describe('the view behind the scenes', () => {
  test('shows server log lines and chat to drivers', () => {
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

  test('shows broadcast chat without a car and no other lines as chat', () => {
    expect(saidInTheGame('UDP_PLUGIN: Broadcast chat MESSAGE: Race in 60 s')).toEqual({
      kind: 'car',
      text: 'Race in 60 s',
    });
    expect(saidInTheGame('SERVERCHAT: Race in 60 s')).toBeUndefined();
  });
});
