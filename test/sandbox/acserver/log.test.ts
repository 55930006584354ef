import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../sandbox/acserver/config.ts';
import { kickLines } from '../../../sandbox/acserver/log/driving.ts';
import { float32, lapTime, vector } from '../../../sandbox/acserver/log/format.ts';
import { pluginLines } from '../../../sandbox/acserver/log/plugin.ts';
import { startLines } from '../../../sandbox/acserver/log/start.ts';
import { createWorld, join } from '../../../sandbox/acserver/world.ts';
import { block, kindsOf, theirNames, transcript } from './kinds.ts';
import { simulate } from './simulation.ts';

const weekend = transcript('v1.15_2017_full_weekend_P_Q_R');
const emptyServer = transcript('v1.15_2024_empty_server_session_loop');
const attested: string[] = readFileSync(new URL('../../fixtures/stdout/lines.ndjson', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line).line);

const replayed = (() => {
  const simulation = simulate();
  simulation.clock.advance(30 * 60_000);
  simulation.server.close();
  return simulation.lines;
})();

const ourNames = ['Alvada Rioal', 'carlarosacar', 'D00 AR166I0O', 'Brunok Arinb', 'Fabio Mirjaf', 'Ele', 'gret a'];

describe('the kinds of lines and their order', () => {
  it.each([
    ['a driver joins', 'New connection from', 'OK', 1, 0],
    ['a car has loaded', 'Checksums received', 'Reset time offset', 1, 0],
    ['a lap is driven', 'Car.onLapCompleted', 'Car.onLapCompleted END', 0, 0],
    ['a lap has cuts', 'LAP WITH CUTS', 'Car.onLapCompleted END', 0, 0],
    ['a car hits a wall', 'RECEIVED 1', 'COLLISION', 0, 0],
    ['a car hits another', 'RECEIVED 1', 'COLLISION', 5, 2],
    ['the winner finishes', 'RACE OVER DETECTED', 'Car.onLapCompleted END', 0, 0],
    ['somebody chats', 'CHAT', 'CHAT [', 1, 0],
    ['a driver leaves', 'Clean exit', 'EOF', 1, 0],
    ['a race begins', 'Saving session json file', 'Sending wind', 1, 0],
    ['the server loops', 'Server looping', 'SENDING session laps', 0, 0],
  ])('match the transcript when %s', (_, first, last, theirNth, ourNth) => {
    const theirs = kindsOf(block(weekend, first, last, theirNth), theirNames);
    expect(theirs.length).toBeGreaterThan(1);
    expect(kindsOf(block(replayed, first, last, ourNth), ourNames)).toEqual(theirs);
  });

  it('match the transcript from the first line to Server started', () => {
    const config = parseConfig(
      '[SERVER]\nTRACK=a\nCONFIG_TRACK=b\nCARS=ks_a;ks_b\n[PRACTICE]\nNAME=Practice\n[QUALIFY]\nNAME=Qualify\n[RACE]\nNAME=Race\nLAPS=5\n',
      '[CAR_0]\nMODEL=ks_a\n[CAR_1]\nMODEL=ks_b\n',
    );
    const facts = { ambientTemp: 26, roadTemp: 37, weather: '3_clear', hasBlacklist: true, startedAt: 0 };
    const paths = { serverConfigPath: 'cfg/server_cfg.ini', entryListPath: 'cfg/entry_list.ini' };
    const ours = startLines({ config, ...paths, ...facts });
    const theirs = block(emptyServer, 'Server CFG Path', 'Starting TCP listener');
    expect(startKinds(ours)).toEqual(startKinds(theirs));
  });
});

/** The same for the start, where Windows words a missing file differently and a big machine prints how many threads. */
function startKinds(lines: readonly string[]): string[] {
  const comparable = lines
    .filter((line) => !/^(Activating|MAX_CLIENTS|Warning)/.test(line))
    .map((line) => line.replace(/The system cannot find the file specified\.|no such file or directory/, 'MISSING'))
    .map((line) =>
      line
        .replace(/^(TRACK|CARS)=.*/, '$1')
        .replace(/^\d{4}-.*/, 'now')
        .replace(/^LOCAL IP.*/, 'ip'),
    )
    .map((line) => line.replace(/^(SESSION|TYPE|TIME|LAPS|OPEN|WAIT TIME).*/, '$1').replace(/Graphics: .*/, ''));
  const entries = comparable.map((line) => line.replace(/^(Found car|CAR:|open setups).*/, 'entry'));
  return kindsOf(entries, []);
}

describe('a line', () => {
  it.each([
    [190_126, '3:10:126'],
    [999_999_999, '16666:39:999'],
    [0, '0:00:000'],
    [127_041, '2:07:041'],
  ])('shows the lap time %i as %s', (ms, text) => {
    expect(lapTime(ms)).toBe(text);
  });

  it('shows speeds and positions in the format of Go', () => {
    expect(float32(23.118629455566406)).toBe('23.11863');
    expect(float32(0)).toBe('0');
    expect(vector([114.34901428222656, -84.39361572265625, 0])).toBe('[114.349014,-84.393616,0.000000]');
  });

  it('about a kick, a car or chat matches real log lines word for word', () => {
    const config = parseConfig('[SERVER]\nTRACK=a\nCARS=b\n[RACE]\nLAPS=5\n', '[CAR_0]\nMODEL=b\n');
    const world = createWorld(config);
    const who = { driverName: 'Hugo Irina', driverGuid: '7', carId: 0, carModel: 'b', carSkin: '' };
    join(world, { type: 'newConnection', ...who }, '');
    const [slot] = world.slots;
    expect(attested).toContain(slot && kickLines(slot)[0]);
    expect(attested).toContain(pluginLines.realtimePosInterval(200)[0]);
    expect(attested).toContain(pluginLines.unknownCar(35)[0]);
    expect(attested).toContain(pluginLines.sendChat(2, 'Welcome to stracker 3.2.10')[0]);
    for (const line of pluginLines.broadcast('Was just about to post that!')) expect(attested).toContain(line);
  });
});
