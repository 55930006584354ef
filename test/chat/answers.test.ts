import { describe, expect, it, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createSpeaker } from '../../src/acserver/speaker.ts';
import { chatLines, readable } from '../../src/chat/answers.ts';
import { ChatFrontEnd } from '../../src/chat/line.ts';
import type { AnswerOf } from '../../src/command/answer.ts';
import type { ConfigurationChange } from '../../src/features/sessions/configuration.ts';
import { emptyState, type PresentDriver } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { fakeServer, worldOf } from '../command/world.ts';
import { FakeClock } from '../fakes/clock.ts';
import { penalty } from '../fakes/penalties.ts';
import { vocabulary } from '../fakes/vocabulary.ts';

const stig: PresentDriver = {
  carId: 3,
  guid: '76561197900000001',
  name: 'Stig',
  model: 'abarth500',
  skin: '',
  joinedAt: 0,
  loaded: true,
};

/** An admin in car 3, the real chat at its real pace, and the time at which each line reached the admin. */
function inTheCar() {
  const clock = new FakeClock();
  const read: { line: string; atMs: number }[] = [];
  const start = clock.monotonic();
  const speaker = createSpeaker({
    clock,
    holds: () => true,
    send: (_, line) => read.push({ line, atMs: clock.monotonic() - start }),
  });
  const { server } = fakeServer('gt3', { state: { ...emptyState(1), drivers: new Map([[3, stig]]) } });
  const { dispatcher } = worldOf(commands, [server]);
  const front = new ChatFrontEnd({
    server: 'gt3',
    dialect: 'kunos',
    dispatcher,
    rights: { has: () => true },
    speaker,
    view: () => server.view(),
    words: english,
    linkedRole: async () => undefined,
    clock,
    log: { error: (fields: object) => read.push({ line: JSON.stringify(fields), atMs: -1 }) },
  });
  /** Lets time pass in small steps, with time for answers in between. */
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 20) {
      clock.advance(20);
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  };
  return { clock, read, speaker, pass, type: (text: string) => void front.receive({ carId: 3, text }) };
}

describe('an admin’s help in the car', () => {
  it('takes eight lines of chat at most', async () => {
    const { read, type, pass } = inTheCar();
    type('!help');
    await pass(5000);
    expect(read.length).toBeGreaterThan(3);
    expect(read.length).toBeLessThanOrEqual(8);
    const all = read.map(({ line }) => line.replace(/^\(\d+\/\d+\) /, '')).join(' ');
    for (const name of ['!server', '!kick', '!restart_session', '!help']) expect(all).toContain(name);
    expect(read.at(-1)?.line).toContain('Type !help and a command');
  });

  it('names the commands of one group if asked', async () => {
    const { read, type, pass } = inTheCar();
    type('!help grid');
    await pass(5000);
    const all = read.map(({ line }) => line).join(' ');
    for (const name of ['!grid finish', '!grid reverse', '!grid save']) expect(all).toContain(name);
  });

  it('delays no penalty', async () => {
    const { clock, read, speaker, type, pass } = inTheCar();
    type('!help');
    await pass(300);
    const before = clock.monotonic();
    void speaker.say({ carId: 3, guid: stig.guid }, 'P-1: drive-through.');
    await pass(5000);
    const told = read.findIndex(({ line }) => line.startsWith('P-1'));
    expect(read.length).toBeGreaterThan(told + 1);
    expect(read[told]?.atMs).toBeLessThanOrEqual(before + 400);
  });
});

describe('the answer to a changed setting', () => {
  const change = (edit: ConfigurationChange['edit'], changes: ConfigurationChange['changes']) =>
    chatLines({ kind: 'configuration', section: 'QUALIFY', edit, changes, fromNextStart: false }, english, vocabulary);
  const section = { section: 'QUALIFY', key: undefined, before: undefined, after: undefined };

  test.each([
    ['disable', 'QUALIFY: switched off'],
    ['enable', 'QUALIFY: switched on'],
  ] as const)('says for %s that the session changed', (kind, said) => {
    expect(change({ kind }, [section])).toEqual([said]);
  });

  test('names the number, old and new', () => {
    const changes = [{ section: 'QUALIFY', key: 'TIME', before: '10', after: '33' }];
    expect(change({ kind: 'minutes', minutes: 33 }, changes)).toEqual(['QUALIFY: TIME: 10 -> 33']);
  });
});

describe('a list of penalties in chat', () => {
  const listed = (count: number, more: number, facts: Partial<AnswerOf<'penalties'>> = {}) => {
    const penalties = Array.from({ length: count }, (_, index) =>
      penalty({ number: 5000 - index, type: 'warning', laps: undefined, lapsLeft: undefined, state: 'issued' }),
    );
    return chatLines(
      { kind: 'penalties', of: 'standing', penalties, more, warnings: [], guids: true, ...facts },
      english,
      vocabulary,
    );
  };

  it('is complete if short', () => {
    expect(listed(6, 0)).toHaveLength(6);
    expect(listed(6, 0).at(-1)).toBe('P-4995 Ada Quick: warning (issued)');
  });

  it('is cut if long, and says how to see the rest', () => {
    expect(listed(50, 4950)).toEqual([
      'P-5000 Ada Quick: warning (issued)',
      'P-4999 Ada Quick: warning (issued)',
      'P-4998 Ada Quick: warning (issued)',
      '… and 4997 more: name a driver, or go on with !penalty list P-4998',
    ]);
    expect(listed(7, 0).at(-1)).toBe('… and 4 more: name a driver, or go on with !penalty list P-4998');
    const guid = '76561198000000001';
    expect(listed(50, 0, { of: 'driver', guid }).at(-1)).toBe(`… and 47 more: go on with !penalty list ${guid} P-4998`);
  });

  it('distinguishes its drivers from others with the same name', () => {
    const namesakes = [{ carId: 6, guid: '76561198000000099', name: 'Ada Quick' }];
    const carId = penalty().driver.carId;
    expect(listed(1, 0, { namesakes })).toEqual([`P-5000 Ada Quick (car ${carId}): warning (issued)`]);
    expect(listed(7, 0, { namesakes })[0]).toBe(`P-5000 Ada Quick (car ${carId}): warning (issued)`);
  });

  it('fits into eight lines, even with the longest names', () => {
    const driver = { carId: 4, guid: '76561198000000001', name: 'Ö'.repeat(40) };
    const penalties = Array.from({ length: 50 }, (_, index) => penalty({ number: 5000 - index, driver }));
    const lines = chatLines(
      { kind: 'penalties', of: 'driver', guid: driver.guid, penalties, more: 4950, warnings: [], guids: true },
      english,
      vocabulary,
    );
    const speaker = createSpeaker({ clock: new FakeClock(), holds: () => true, send: () => {} });
    const read = readable(
      lines.flatMap((line) => speaker.linesOf(line)),
      english,
    );
    expect(read.length).toBeLessThanOrEqual(8);
    expect(read.join(' ').replace(/\(\d+\/\d+\) /g, '')).toContain('!penalty list 76561198000000001 P-4998');
  });

  it('for its own driver says how many it leaves out', () => {
    const own = listed(50, 12, { of: 'caller', guids: false });
    expect([own.length, own.at(-1)]).toEqual([51, '... and 12 more']);
  });
});

describe('a grid in chat', () => {
  const gridOf = (count: number) =>
    chatLines(
      {
        kind: 'grid',
        asked: 'stage',
        grid: {
          notes: ['Not saved yet.'],
          places: Array.from({ length: count }, (_, carId) => ({
            carId,
            from: carId,
            name: `D${carId}`,
            guids: [],
            model: 'm',
          })),
        },
      },
      english,
      vocabulary,
    );

  it('shows the first places, and where to see the rest', () => {
    expect(gridOf(12)).toEqual([
      '1. D0, 2. D1, 3. D2, 4. D3, 5. D4, 6. D5, 7. D6, 8. D7',
      '... and 4 more: /grid order on Discord shows all.',
      'Not saved yet.',
    ]);
  });

  it('is complete if short', () => {
    expect(gridOf(2)).toEqual(['1. D0, 2. D1', 'Not saved yet.']);
    expect(gridOf(0)).toEqual(['Not saved yet.']);
  });
});

describe('emoji in names', () => {
  const list = (name: string) =>
    chatLines(
      {
        kind: 'penalties',
        of: 'standing',
        penalties: [penalty({ driver: { carId: 7, guid: '76561197900000007', name } })],
        more: 0,
        warnings: [],
        guids: false,
      },
      english,
      vocabulary,
    )[0];

  it.each([
    ['Юля Гонщик 🏎', 'Юля Гонщик: '],
    ['🏎️💨 Bo 🇩🇪 Falk 🏁', 'Bo Falk: '],
    ['Bo 7 #1*', 'Bo 7 #1*: '],
    ['🏎️', 'car 7: '],
  ])('are left out, and the car stands for a name of emoji alone: %s', (name, shown) => {
    expect(list(name)).toContain(` ${shown}`);
  });

  it('do not hide that two drivers have the same name', () => {
    const [one, other] = [5, 6].map((carId) => ({
      ...penalty().driver,
      carId,
      guid: `7656119790000000${carId}`,
      name: carId === 5 ? 'Bo 🏁' : 'Bo',
    }));
    if (!one || !other) throw new Error('two drivers were made');
    const penalties = [penalty({ driver: one }), penalty({ number: 18, driver: other })];
    const lines = chatLines(
      { kind: 'penalties', of: 'standing', penalties, more: 0, warnings: [], guids: false },
      english,
      vocabulary,
    );
    expect(lines).toEqual([expect.stringContaining('Bo (car 5)'), expect.stringContaining('Bo (car 6)')]);
  });
});
