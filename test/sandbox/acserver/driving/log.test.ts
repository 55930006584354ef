import { describe, expect, it } from 'vitest';
import { people } from '../../../../sandbox/acserver/driving/people.ts';
import { block, kindsOf, theirNames, transcript } from '../kinds.ts';
import { drive, minutes } from './drive.ts';

const theirs = transcript('v1.15_2017_full_weekend_P_Q_R');
const emptyServer = transcript('v1.15_2024_empty_server_session_loop');
const ourNames = people.map(({ name }) => name).toSorted((a, b) => b.length - a.length);

/** The kinds of lines, without the names of the synthetic drivers and their teams. */
const comparable = (lines: readonly string[]): string[] =>
  kindsOf(
    lines.map((line) =>
      people.reduce((text, { name, team }) => text.replaceAll(`${name} [${team}]`, `${name} []`), line),
    ),
    ourNames,
  );

const ours = (() => {
  const { clock, lines, server } = drive({ seed: 3 });
  clock.advance(14 * minutes);
  server.close();
  return lines;
})();

describe('the kinds of lines and their order', () => {
  it.each([
    ['a driver joins', 'New connection from', 'OK', 1, 0],
    ['a car has loaded', 'Checksums received', 'Reset time offset', 1, 0],
    ['a lap is driven', 'Car.onLapCompleted', 'Car.onLapCompleted END', 0, 0],
    ['a lap has cuts', 'LAP WITH CUTS', 'Car.onLapCompleted END', 0, 0],
    ['a car hits a wall or another', 'RECEIVED 1', 'COLLISION', 0, 0],
    ['the winner finishes', 'RACE OVER DETECTED', 'Car.onLapCompleted END', 0, 0],
    ['somebody chats', 'CHAT', 'CHAT [', 1, 0],
    ['a race begins', 'Saving session json file', 'Sending wind', 1, 0],
    ['the server loops', 'Server looping', 'SENDING session laps', 0, 0],
  ])('match the transcript when %s', (_, first, last, theirNth, ourNth) => {
    const expected = kindsOf(block(theirs, first, last, theirNth), theirNames);
    expect(expected.length).toBeGreaterThan(0);
    expect(comparable(block(ours, first, last, ourNth))).toEqual(expected);
  });

  it('match the transcript when a sector ends', () => {
    const split = (lines: readonly string[]) => {
      const end = lines.findIndex((line) => line.startsWith('Car.onSplitCompleted'));
      return lines.slice(end - 2, end + 1);
    };
    expect(comparable(split(ours))).toEqual(kindsOf(split(theirs), theirNames));
  });

  it('match the transcript when the server is empty', () => {
    const { clock, lines, server } = drive({ open: false });
    clock.advance(4 * minutes);
    server.close();
    const loop = (all: readonly string[]) =>
      kindsOf(block(all, 'QUALIFY OVER PACKET', 'SENDING session laps', 0), []).filter(
        (line) => !/^(SENDING http|OK$|PAGE|REQ|\{)/.test(line),
      );
    const race = (all: readonly string[]) => block(all, 'No cars connected', 'NextSession');
    expect(loop(lines)).toEqual(loop(emptyServer));
    expect(race(lines)).toEqual(race(emptyServer));
  });
});
