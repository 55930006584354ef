import { describe, expect, test } from 'vitest';
import type { Position } from '../../../src/events/events.ts';
import { AT, bea, elena, facts, lap, postsOfEach, started, type Told } from '../race.ts';

/** What is posted for the last of these events. */
const posts = (...bodies: Told[]) => postsOfEach(bodies).at(-1) ?? [];

/** The route and the text of the only post there is. */
function told(...bodies: Told[]): string {
  const [first, ...others] = posts(...bodies);
  expect(others).toEqual([]);
  return first ? `${first.route}: ${first.post.body.content}` : 'nothing';
}

const card = (...bodies: Told[]) => posts(...bodies)[0]?.post.body.embeds?.[0];

describe('the server', () => {
  test('is said to be up when it came up, and not when it was found running', () => {
    expect(told({ type: 'serverStarted', version: 'v1.15', adopted: false })).toBe(
      'race: 🟢 The server is up (v1.15).',
    );
    expect(told({ type: 'serverStarted', adopted: false })).toBe('race: 🟢 The server is up.');
    expect(told({ type: 'serverStarted', adopted: true })).toBe('nothing');
  });

  test('was stopped by somebody, without much ado', () => {
    expect(card({ type: 'serverStopped', expected: true, code: 0, lastLines: ['bye'] })).toEqual({
      color: 0x5865f2,
      title: 'The server was stopped',
    });
  });

  test('stopped by itself, and how, and what it last said', () => {
    const lastLines = ['Track not found', '```ping @everyone```'];
    expect(card({ type: 'serverStopped', expected: false, code: 1, lastLines })).toMatchObject({
      title: 'The server stopped by itself (exit code 1)',
      description: 'It last said:\n```\nTrack not found\nˋˋˋping @everyoneˋˋˋ\n```',
    });
    expect(card({ type: 'serverStopped', expected: false, signal: 'SIGSEGV', lastLines: [] })).toEqual({
      color: 0xed4245,
      title: 'The server stopped by itself (SIGSEGV)',
    });
  });

  test('is quoted from the end where there is too much', () => {
    const lastLines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
    const said = card({ type: 'serverStopped', expected: false, lastLines })?.description ?? '';
    expect(said).toContain('line 199\n```');
    expect(said).not.toContain('line 0\n');
    expect(said.length).toBeLessThan(1600);
  });
});

describe('a session', () => {
  test('is announced with its length, place and weather', () => {
    expect(card(started)).toMatchObject({ title: 'Race · 5 laps', description: 'magione\n18 °C air, 24 °C road' });
    const practice = { ...facts, name: 'Practice', kind: 'practice', laps: 0, minutes: 1, layout: 'short' } as const;
    expect(card({ ...started, facts: practice })).toMatchObject({
      title: 'Practice · 1 minute',
      description: 'magione · short\n18 °C air, 24 °C road',
    });
  });

  test('says when it starts over, and when that was noticed late', () => {
    expect(card({ ...started, again: true, late: true })).toMatchObject({
      title: 'Race starts over · 5 laps',
      footer: { text: 'Noticed late' },
    });
  });

  test('leaves out what the log alone does not know', () => {
    const unknown = { ...facts, name: '', track: '', ambientC: 0, roadC: 0, laps: 0 };
    expect(card({ ...started, facts: unknown })).toEqual({ color: 0x3ba55d, title: 'Race' });
  });

  test('ends with the provisional result: a race by laps, then time', () => {
    const laps = [
      lap(),
      lap({ driver: bea, lapMs: 90_000 }),
      lap({ lapMs: 99_000, lap: 2 }),
      lap({ driver: { ...bea, carId: 9 }, lapMs: 89_000 }),
    ];
    expect(card(started, ...laps, { type: 'sessionEnded' })).toEqual({
      color: 0x5865f2,
      title: 'Race is over',
      description: [
        '1. **Elena** · 2 laps · 3:19.301 · best 1:39.000',
        '2. **Bea** · 1 lap · 1:29.000 · best 1:29.000',
        '3. **Bea** · 1 lap · 1:30.000 · best 1:30.000',
      ].join('\n'),
      footer: { text: 'Provisional: the results file has the last word.' },
    });
  });

  test('ends with the provisional result: anything else by best lap', () => {
    const qualify: Told = { ...started, facts: { ...facts, name: 'Qualify', kind: 'qualify' } };
    const laps = [lap({ cuts: 1, lapMs: 80_000 }), lap({ driver: bea })];
    expect(card(qualify, ...laps, { type: 'sessionEnded' })?.description).toBe(
      '1. **Bea** · 1 lap · best 1:40.301\n2. **Elena** · 1 lap · no valid lap',
    );
  });

  test('in which nobody drove a lap ends in silence', () => {
    expect(posts(started, { type: 'sessionEnded' })).toEqual([]);
  });
});

describe('drivers', () => {
  const joined: Told = { type: 'driverJoined', driver: elena, model: 'abarth500', skin: 'red' };

  test('come and go', () => {
    expect(told(joined)).toBe('race: → **Elena** joined in car 3, abarth500');
    expect(told({ type: 'driverLeft', driver: elena })).toBe('race: ← **Elena** left car 3');
  });

  test('who were noticed late are said to be', () => {
    expect(told({ ...joined, model: '', late: true } as Told)).toBe('race: → **Elena** joined in car 3 (noticed late)');
  });

  test('whose name is nothing to see go by their car', () => {
    expect(told({ type: 'driverLeft', driver: { ...elena, name: '\u200B\u202E' } })).toBe(
      'race: ← **car 3** left car 3',
    );
  });
});

describe('a lap', () => {
  test('is told with its time, and with its cuts', () => {
    expect(told(started, lap({ lapMs: 90_000 }), lap({ driver: bea, lap: 2, cuts: 2 }))).toBe(
      'race: ⏱ **Bea** · lap 2 · 1:40.301 (2 cuts)',
    );
    expect(told(started, lap({ lapMs: 90_000 }), lap({ cuts: 1, late: true }))).toBe(
      'race: ⏱ **Elena** · lap 1 · 1:40.301 (1 cut, noticed late)',
    );
  });

  test('is the fastest when no valid one was faster', () => {
    const practice: Told = { ...started, facts: { ...facts, kind: 'practice' } };
    expect(told(practice, lap())).toContain('(fastest lap)');
    expect(told(practice, lap({ cuts: 1 }), lap({ lapMs: 110_000 }))).toContain('(fastest lap)');
    expect(told(practice, lap(), lap({ lapMs: 90_000, cuts: 1 }))).not.toContain('fastest');
    expect(told(practice, lap(), lap({ driver: bea }))).not.toContain('fastest');
  });
});

describe('a contact', () => {
  const contact = (changes: object = {}): Told =>
    ({
      type: 'contact',
      driver: elena,
      other: bea,
      against: 'car',
      speedKmh: 40.4,
      position: [0, 0, 0],
      relativePosition: [0, 0, 0],
      sessionMs: 16_400,
      ...changes,
    }) as Told;
  const mirrored = (changes: object = {}) => contact({ driver: bea, other: elena, at: AT + 2500, ...changes });
  const at = (x: number): Position => [x, 0, 0];

  test('of two cars is told to all, with its speed and time', () => {
    expect(told(started, contact())).toBe('race: 💥 **Elena** and **Bea** touched at 40 km/h · 16 s into the race');
  });

  test('with a wall, and a slow one, goes to the log', () => {
    expect(told(started, contact({ against: 'wall', other: undefined }))).toBe(
      'log: 💥 **Elena** hit the wall at 40 km/h · 16 s into the race',
    );
    expect(told(started, contact({ speedKmh: 9.9 }))).toMatch(/^log: .* touched at 10 km\/h/);
    expect(told(started, contact({ speedKmh: 10 }))).toMatch(/^race: /);
  });

  test('before the start, of an unknown time, or noticed late does not pretend to know its time', () => {
    expect(told(started, contact({ sessionMs: -5000 }))).toMatch(/ km\/h · before the race$/);
    expect(told(started, contact({ sessionMs: undefined }))).toMatch(/ km\/h$/);
    expect(told(started, contact({ late: true }))).toMatch(/ km\/h \(noticed late\)$/);
  });

  test('is told once, though both cars report it', () => {
    expect(told(started, contact(), mirrored())).toBe('nothing');
    expect(told(started, contact(), mirrored({ at: AT + 5000, position: at(15) }))).toBe('nothing');
  });

  test.each([
    { what: 'later', changes: { at: AT + 5001 } },
    { what: 'elsewhere', changes: { position: at(15.1) } },
    { what: 'with a third car', changes: { other: { ...elena, carId: 7 } } },
  ])('$what is another', ({ changes }) => {
    expect(told(started, contact(), mirrored(changes))).toMatch(/^race: 💥/);
  });

  test('that one car felt as a bump is told to all when the other felt more', () => {
    expect(told(started, contact({ speedKmh: 8 }), mirrored({ speedKmh: 12 }))).toMatch(/^race: /);
    expect(told(started, contact({ speedKmh: 12 }), mirrored({ speedKmh: 8 }))).toBe('nothing');
    expect(told(started, contact({ speedKmh: 8 }), mirrored({ speedKmh: 8 }))).toBe('nothing');
  });

  test('of a session that is over is told of that session', () => {
    const next: Told = { ...started, session: 2 };
    expect(told(started, contact(), next, mirrored())).toBe('nothing');
  });
});

describe('chat', () => {
  const says = (text: string, name = 'Elena', changes: object = {}) =>
    posts({ type: 'chat', driver: { ...elena, name }, text, ...changes } as Told)[0];

  test('comes from its driver, and does nothing', () => {
    expect(says('**hi** @everyone')).toEqual({
      route: 'chat',
      post: {
        lane: 'chat',
        author: { name: 'Elena' },
        body: { content: '\\*\\*hi\\*\\* @\u200Beveryone' },
      },
    });
  });

  test('that was noticed late says so', () => {
    expect(says('hi', 'Elena', { late: true })?.post.body.content).toBe('hi *(noticed late)*');
  });

  test('of invisible characters is nothing', () => {
    expect(says('\u200B \u202E')).toBeUndefined();
  });

  test.each([
    ['Discord Dan', 'Disc·rd Dan'],
    ['xCLYDEx', 'xCL·DEx'],
    ['Everyone', 'Car 3'],
    ['here', 'Car 3'],
    ['Catherene', 'Catherene'],
    ['@team #3 : a`b', '·team ·3 · aˋb'],
    ['', 'Car 3'],
  ])('of "%s" is sent under a name that Discord takes: "%s"', (name, expected) => {
    expect(says('hi', name)?.post.author?.name).toBe(expected);
  });
});
