import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { RaceEvent, SessionKind } from '../../../src/events/events.ts';
import { averageLapMs } from '../../../src/features/penalties/averageLap.ts';
import { type BrokenRule, judge, judgedTypes } from '../../../src/features/penalties/judge.ts';
import {
  type PenaltyRule,
  type PenaltyRules,
  RULES,
  type RuleKind,
  ruleKinds,
} from '../../../src/features/penalties/rules.ts';
import { emptyTally, type Tally } from '../../../src/features/penalties/tally.ts';

const [ADA, BOB] = ['76561198000000001', '76561198000000002'];
const stamp = { server: 'main', run: 1, session: 1 };
const driver = (guid: string) => ({ carId: guid === ADA ? 0 : 1, guid, name: guid === ADA ? 'Ada' : 'Bob' });

const started = (kind: SessionKind = 'race'): RaceEvent => ({
  ...stamp,
  at: 0,
  type: 'sessionStarted',
  again: false,
  facts: {
    index: 0,
    kind,
    name: 'Race',
    minutes: 0,
    laps: 12,
    track: 'spa',
    layout: '',
    serverName: '',
    ambientC: 20,
    roadC: 25,
    weather: '',
  },
});
const lap = (at: number, number: number, { cuts = 0, lapMs = 90_000, guid = ADA } = {}): RaceEvent => ({
  ...stamp,
  at,
  type: 'lapCompleted',
  driver: driver(guid),
  lapMs,
  cuts,
  lap: number,
  board: [],
});
const contact = (at: number, { guid = ADA, speedKmh = 40, wall = false, sessionMs = at } = {}): RaceEvent => ({
  ...stamp,
  at,
  sessionMs,
  type: 'contact',
  driver: driver(guid),
  speedKmh,
  position: [0, 0, 0],
  relativePosition: [0, 0, 0],
  against: wall ? 'wall' : 'car',
  ...(wall ? {} : { other: driver(guid === ADA ? BOB : ADA) }),
});

const rule = (facts: Partial<PenaltyRule> = {}): PenaltyRule => ({
  warnings: 2,
  sessions: ['race'],
  firstLap: 'full',
  fromKmh: 0,
  eachCut: false,
  forgiveSlowerPercent: 0,
  penalty: { type: 'time', amount: 5 },
  ...facts,
});

function brokenBy(rules: PenaltyRules, events: readonly RaceEvent[], kinds?: readonly RuleKind[]): BrokenRule[] {
  let tally: Tally = emptyTally;
  return events.flatMap((event) => {
    const judged = judge(rules, tally, event, kinds);
    tally = judged.tally;
    return judged.broken;
  });
}

const inWords = ({ infraction, lap, warnings, warningsBeforePenalty, penalty }: BrokenRule): string =>
  `${infraction} ${lap}: ${warnings}/${warningsBeforePenalty}${penalty ? ` ${penalty.type}` : ''}`;

describe('cuts', () => {
  const laps = (...cuts: number[]) => cuts.map((each, index) => lap(90_000 * (index + 1), index + 1, { cuts: each }));

  it('bring warnings, then a penalty, and are then counted from zero', () => {
    expect(brokenBy({ cut: rule() }, [started(), ...laps(1, 0, 2, 1, 1)]).map(inWords)).toEqual([
      'cut 1: 1/2',
      'cut 3: 2/2',
      'cut 4: 3/2 time',
      'cut 5: 1/2',
    ]);
  });

  it.each([
    ['a session outside the rule', { cut: rule() }, [started('practice'), ...laps(1, 1, 1, 1)], 0],
    ['no rule', {}, [started(), ...laps(1, 1, 1, 1)], 0],
    ['an unknown session', { cut: rule() }, laps(1, 1, 1, 1), 0],
    ['each cut of a lap', { cut: rule({ eachCut: true }) }, [started(), ...laps(3, 0, 1)], 4],
    ['the first lap excluded', { cut: rule({ firstLap: 'none' }) }, [started(), ...laps(1, 1)], 1],
    ['the first lap at half', { cut: rule({ firstLap: 'half' }) }, [started(), ...laps(1, 0)], 0],
    ['no warnings before the penalty', { cut: rule({ warnings: 0 }) }, [started(), ...laps(1, 1)], 2],
  ])('are counted correctly with %s', (_, rules: PenaltyRules, events, count) => {
    expect(brokenBy(rules, events)).toHaveLength(count);
  });

  it('are forgiven in a lap slower than the average clean lap by the set percentage', () => {
    const rules = { cut: rule({ forgiveSlowerPercent: 6 }) };
    const clean = [lap(1, 1), lap(2, 2)];
    expect(brokenBy(rules, [started(), ...clean, lap(3, 3, { cuts: 1, lapMs: 95_400 })])).toEqual([]);
    expect(brokenBy(rules, [started(), ...clean, lap(3, 3, { cuts: 1, lapMs: 95_399 })])).toHaveLength(1);
    expect(brokenBy(rules, [started(), lap(3, 1, { cuts: 1, lapMs: 200_000 })])).toHaveLength(1);
  });
});

describe('contacts', () => {
  const car = { 'car contact': rule() };

  it.each([
    ['are counted as one within nine seconds', [contact(1000), contact(9999)], 1],
    ['are counted as two after that', [contact(1000), contact(10_001)], 2],
    ['with walls are not car contacts', [contact(1000, { wall: true })], 0],
    ['before the start do not count', [contact(1000, { sessionMs: -5 })], 0],
    ['after the finish do not count', [{ ...stamp, at: 1, type: 'sessionEnded' } as const, contact(1000)], 0],
  ])('%s', (_, events, count) => {
    expect(brokenBy(car, [started(), ...events])).toHaveLength(count);
  });

  it('count only from the set speed', () => {
    const rules = { 'car contact': rule({ fromKmh: 20 }) };
    expect(brokenBy(rules, [started(), contact(1000, { speedKmh: 19.9 })])).toEqual([]);
    expect(brokenBy(rules, [started(), contact(1000, { speedKmh: 20 })])).toHaveLength(1);
  });

  it('on the first lap count half', () => {
    const rules = { 'car contact': rule({ firstLap: 'half' }) };
    const events = [started(), contact(1000), contact(30_000), lap(90_000, 1), contact(100_000)];
    expect(brokenBy(rules, events).map(({ lap }) => lap)).toEqual([1, 2]);
  });

  it('only ever bring warnings if no penalty is set', () => {
    const rules = { 'car contact': { ...rule(), penalty: undefined } };
    const broken = brokenBy(rules, [
      started(),
      ...Array.from({ length: 4 }, (_, index) => contact(20_000 * index + 1)),
    ]);
    expect(broken.map(({ warnings, penalty }) => [warnings, penalty])).toEqual([1, 2, 3, 4].map((n) => [n, undefined]));
  });
});

const anyRule = fc.record({
  warnings: fc.nat(3),
  firstLap: fc.constantFrom('full' as const, 'half' as const, 'none' as const),
  fromKmh: fc.constantFrom(0, 30),
});
const anyContact = fc.record({ at: fc.integer({ min: 1, max: 400_000 }), speedKmh: fc.constantFrom(10, 40) });

/** Laps in their order, contacts anywhere between them. */
const interleaved = (laps: readonly RaceEvent[], contacts: readonly RaceEvent[], places: readonly number[]) => {
  const events = [...laps];
  for (const [index, each] of contacts.entries()) events.splice((places[index] ?? 0) % (events.length + 1), 0, each);
  return events;
};

test('the order of late reports does not change the verdict', () => {
  const places = fc.array(fc.nat(1000), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(anyRule, fc.array(anyContact, { maxLength: 20 }), places, places, (facts, reports, one, other) => {
      const rules = { 'car contact': rule(facts), cut: rule(facts) };
      const laps = [1, 2, 3, 4].map((number) => lap(number * 90_000, number, { cuts: number % 2 }));
      const contacts = reports.map(({ at, speedKmh }) => contact(at, { speedKmh }));
      const final = (order: readonly RaceEvent[]) => {
        const broken = brokenBy(rules, [started(), ...order]);
        return ['cut', 'car contact'].map((kind) => {
          const own = broken.filter(({ infraction }) => infraction === kind);
          return [own.length, own.filter(({ penalty }) => penalty).length, own.at(-1)?.warnings];
        });
      };
      expect(final(interleaved(laps, contacts, one))).toEqual(final(interleaved(laps, contacts.toReversed(), other)));
    }),
  );
});

test("nobody is charged for another driver's packets", () => {
  const anyEvent = fc.oneof(
    anyContact.map(({ at, speedKmh }) => contact(at, { speedKmh, guid: BOB })),
    anyContact.map(({ at, speedKmh }) => contact(at, { speedKmh, guid: BOB, wall: true })),
    fc.nat(9).map((cuts) => lap(1000, 1, { cuts, guid: BOB })),
  );
  fc.assert(
    fc.property(anyRule, fc.array(anyEvent, { maxLength: 30 }), (facts, events) => {
      const rules = { cut: rule(facts), 'car contact': rule(facts), 'wall contact': rule(facts) };
      const judged = [started(), ...events].reduce<Tally>(
        (known, event) => judge(rules, known, event).tally,
        emptyTally,
      );
      expect(Object.keys(judged.sessions[0]?.drivers ?? {})).not.toContain(ADA);
    }),
  );
});

test('a flood of contacts is kept only up to a limit', () => {
  const events = Array.from({ length: 600 }, (_, index) => contact(index + 1));
  const tally = [started(), ...events].reduce<Tally>((known, event) => judge({}, known, event).tally, emptyTally);
  expect(tally.sessions[0]?.drivers[ADA]?.contacts).toHaveLength(500);
});

test('the average is that of the last five clean laps', () => {
  const laps = [50, 10, 20, 30, 40, 50].map((lapMs) => ({ lapMs, cuts: 0 }));
  expect(averageLapMs(laps)).toBe(30);
  expect(averageLapMs([...laps, { lapMs: 9000, cuts: 1 }])).toBe(30);
  expect(averageLapMs([{ lapMs: 9000, cuts: 1 }])).toBeUndefined();
});

describe('a tally stored by an older version', () => {
  const stored = (told: Record<string, number>): Tally => ({
    sessions: [{ run: 1, session: 1, kind: 'race', over: false, drivers: { [ADA]: { laps: [], contacts: [], told } } }],
  });

  it('starts at zero for a rule it did not know, and the rule applies', () => {
    const rules = { 'wall contact': rule({ warnings: 0 }) };
    const first = judge(rules, stored({ cut: 2, 'car contact': 1 }), contact(1000, { wall: true }));
    expect(first.broken.map(inWords)).toEqual(['wall contact 1: 1/0 time']);
    expect(first.tally.sessions[0]?.drivers[ADA]?.told).toMatchObject({ cut: 2, 'car contact': 1, 'wall contact': 1 });
    const again = JSON.parse(JSON.stringify(first.tally)) as Tally;
    expect(judge(rules, again, contact(20_000, { wall: true })).broken).toHaveLength(1);
  });

  it('starts at zero for a rule whose count is null', () => {
    const spoilt = JSON.parse('{"cut":0,"car contact":0,"wall contact":null}') as Record<string, number>;
    const judged = judge({ 'wall contact': rule() }, stored(spoilt), contact(1000, { wall: true }));
    expect(judged.broken.map(inWords)).toEqual(['wall contact 1: 1/2']);
  });
});

describe('an added rule', () => {
  const madeUp: RuleKind = {
    code: 'made up',
    section: 'made up',
    schema: RULES.cut.schema,
    extraInfo: undefined,
    judgedBy: { chat: ({ text }) => (text.includes('!') ? 1 : 0) },
  };
  const kinds = [...ruleKinds, madeUp];
  const chat = (at: number, text: string): RaceEvent => ({
    ...stamp,
    at,
    sessionMs: at,
    type: 'chat',
    driver: driver(ADA),
    text,
  });

  it('receives the events it is judged by', () => {
    const always = ['sessionStarted', 'sessionEnded', 'lapCompleted', 'contact'];
    expect([...judgedTypes([])]).toEqual(always);
    expect([...judgedTypes([madeUp])]).toEqual([...always, 'chat']);
  });

  it('warns and penalises like the others', () => {
    const said = [chat(1, 'damn!'), chat(2, 'sorry'), chat(3, 'damn!'), chat(4, 'damn!')];
    expect(brokenBy({ 'made up': rule({ warnings: 1 }) }, [started(), ...said], kinds).map(inWords)).toEqual([
      'made up 1: 1/1',
      'made up 1: 2/1 time',
      'made up 1: 1/1',
    ]);
  });

  it('follows its first-lap setting, and ignores events before the start and after the finish', () => {
    const rules = { 'made up': rule({ firstLap: 'none' }) };
    const early = { ...chat(1, 'damn!'), sessionMs: -1 };
    const over: RaceEvent = { ...stamp, at: 95_000, type: 'sessionEnded' };
    const events = [started(), early, chat(2, 'damn!'), lap(90_000, 1), chat(91_000, 'damn!'), over, chat(96_000, '!')];
    expect(brokenBy(rules, events, kinds).map(inWords)).toEqual(['made up 2: 1/2']);
  });

  it('starts at zero in an existing tally', () => {
    const before = [started(), lap(90_000, 1, { cuts: 1 })].reduce<Tally>(
      (known, event) => judge({ cut: rule() }, known, event).tally,
      emptyTally,
    );
    const { broken, tally } = judge({ 'made up': rule() }, before, chat(91_000, 'damn!'), kinds);
    expect(broken.map(inWords)).toEqual(['made up 2: 1/2']);
    expect(tally.sessions[0]?.drivers[ADA]?.told).toMatchObject({
      cut: 1,
      'car contact': 0,
      'wall contact': 0,
      'made up': 1,
    });
  });
});

test('a rule of an unknown kind counts nothing', () => {
  const hits = [contact(1000, { wall: true }), contact(20_000), lap(90_000, 1, { cuts: 1 })];
  expect(brokenBy({ 'made up': rule({ warnings: 0 }) }, [started(), ...hits])).toEqual([]);
});
