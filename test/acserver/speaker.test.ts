import { beforeEach, describe, expect, it } from 'vitest';
import { createSpeaker, type Recipient, type Speaker } from '../../src/acserver/speaker.ts';
import { FakeClock } from '../fakes/clock.ts';

const billy = { carId: 4, guid: '99999999999999999' };
const keith = { carId: 2, guid: '76561198102064903' };

let clock: FakeClock;
let said: string[];
let dropped: [Recipient, number][];
let gone: Set<string>;
let speaker: Speaker;

beforeEach(() => {
  clock = new FakeClock();
  [said, dropped, gone] = [[], [], new Set()];
  speaker = createSpeaker({
    clock,
    send: (to, line) => said.push(`${clock.monotonic()} ${to === 'all' ? 'all' : to.carId}: ${line}`),
    holds: ({ guid }) => !gone.has(guid),
    onDropped: (to, count) => dropped.push([to, count]),
    width: 20,
  });
});

describe('a chat message', () => {
  it('is shown in ASCII, in numbered parts, one every 200 ms', async () => {
    const sent = speaker.say(billy, 'Schöne Grüße an alle Fahrerinnen');
    clock.advance(1000);
    expect(said).toEqual(['0 4: (1/3) Schone Grusse', '200 4: (2/3) an alle', '400 4: (3/3) Fahrerinnen']);
    expect(await sent).toBe(3);
  });

  it('is spelled as the league wants, with secrets hidden in any spelling', () => {
    const german = createSpeaker({
      clock,
      send: (_, line) => said.push(line),
      holds: () => true,
      spelling: { ä: 'ae', ö: 'oe', ü: 'ue' },
      hide: (text) => text.replaceAll(/schl(?:ü|u)ssel/gi, '***'),
    });
    void german.say('all', 'Schöne Grüße, Überholer! Łukasz, der Schlüssel');
    expect(said).toEqual(['Schoene Gruesse, Ueberholer! Lukasz, der ***']);
  });

  it('to another car follows after 20 ms', () => {
    void speaker.say(billy, 'hello');
    void speaker.say(keith, 'hi');
    clock.advance(20);
    expect(said).toEqual(['0 4: hello', '20 2: hi']);
  });

  it('to all counts as a line to each car', () => {
    void speaker.say(billy, 'hello');
    void speaker.say('all', 'box');
    void speaker.say(keith, 'hi');
    clock.advance(1000);
    expect(said).toEqual(['0 4: hello', '200 all: box', '400 2: hi']);
  });

  it('is dropped, oldest first, if too many wait for one car', async () => {
    const all = Array.from({ length: 23 }, (_, index) => speaker.say(billy, `line ${index}`));
    void speaker.say(keith, 'hi');
    clock.advance(10_000);
    expect(dropped).toEqual([
      [billy, 1],
      [billy, 1],
    ]);
    // The first line was sent at once, without queueing.
    expect(said.map((line) => line.replace(/^\d+ /, ''))).toEqual([
      '4: line 0',
      '2: hi',
      ...Array.from({ length: 20 }, (_, index) => `4: line ${index + 3}`),
    ]);
    expect(await Promise.all(all)).toEqual([1, 0, 0, ...Array(20).fill(1)]);
  });

  it('does not reach another driver who has taken the car', async () => {
    const sent = speaker.say(billy, 'You are in the wrong lane, Billy');
    gone.add(billy.guid);
    clock.advance(1000);
    expect(said).toEqual(['0 4: (1/3) You are in the']);
    expect(await sent).toBe(1);
  });

  it('is never a command, even if unwrapped', () => {
    void speaker.say(billy, '/kick Keith');
    void speaker.say('all', '!kick Keith');
    void speaker.sayUnwrapped(keith, ' /next_session');
    clock.advance(1000);
    expect(said.map((line) => line.split(': ')[1])).toEqual(['- /kick Keith', '- !kick Keith', '- /next_session']);
  });

  it('for an app stays on one line', () => {
    const line = 'Collision,0,44444444444444444,,0,11,40.16,"Vec3F(-196.215378, -4.763421, 25.719995)"';
    void speaker.sayUnwrapped(billy, line);
    expect(said).toEqual([`0 4: ${line}`]);
  });

  it('is not sent if none of it can be shown', async () => {
    expect(speaker.linesOf('🦄')).toEqual([]);
    expect(await speaker.say('all', '🦄')).toBe(0);
  });

  it('is dropped when Pitwall closes', async () => {
    const sent = speaker.say(billy, 'one two three four five six');
    speaker.close();
    clock.advance(1000);
    expect(await sent).toBe(1);
    expect(await speaker.say(billy, 'late')).toBe(0);
    expect(said).toHaveLength(1);
  });
});

describe('chat from elsewhere', () => {
  it('waits for everything else: long messages do not delay a notice', async () => {
    for (let message = 0; message < 12; message += 1) void speaker.chat('a message that makes several lines of chat');
    clock.advance(1000);
    said.length = 0;
    void speaker.say(billy, 'Drive-through');
    clock.advance(200);
    expect(said.map((line) => line.replace(/^\d+ /, ''))).toContain('4: Drive-through');
  });

  it('drops its own oldest lines, never a notice', async () => {
    const notice = speaker.say('all', 'box');
    const messages = Array.from({ length: 25 }, (_, index) => speaker.chat(`line ${index}`));
    const second = speaker.say('all', 'box now');
    clock.advance(60_000);
    expect([await notice, await second]).toEqual([1, 1]);
    const sent = await Promise.all(messages);
    expect(sent.filter((lines) => lines === 0).length).toBeGreaterThan(0);
  });
});
