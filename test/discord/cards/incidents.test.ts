import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageBody } from '../../../sandbox/discord/messageBody.ts';
import { postsOf } from '../../../src/discord/cards/index.ts';
import { ofServer } from '../../../src/discord/cards/relay.ts';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import type { Evidence } from '../../../src/events/evidence.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { emptyState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';
import { incident, verdict } from '../../fakes/incidents.ts';
import { stamped } from '../race.ts';

function postOf(about: Incident): Post {
  const event = stamped({ type: 'incidentOpened', incident: about });
  const [routed, ...others] = postsOf(event, emptyState(1), english);
  if (!routed || others.length > 0) throw new Error('an incident is one post');
  expect(routed.route).toBe('stewards');
  return routed.post;
}

const cardOf = (facts: Partial<Incident> = {}) => postOf(incident(facts)).body.embeds?.[0];
const linesOf = (facts: Partial<Incident> = {}): string[] => cardOf(facts)?.description?.split('\n') ?? [];

interface Pressable {
  readonly label?: string;
  readonly custom_id: string;
  readonly disabled?: boolean;
  readonly options?: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
}

const pressable = ({ components = [] }: Post['body']): Pressable[] =>
  (components as unknown as { components: Pressable[] }[]).flatMap((row) => row.components);

const [elena, bea] = incident().contacts[0]?.drivers ?? [];
if (!elena || !bea) throw new Error('the made incident has a contact');

const evidence: Evidence = {
  at: 0,
  place: 0.62,
  cars: [
    {
      carId: 3,
      speeds: [5, 3, 1, 0].map((secondsBefore, index) => ({ secondsBefore, kmh: [182, 181, 170, 96][index] ?? 0 })),
    },
    { carId: 4, speeds: [{ secondsBefore: 0, kmh: 90.4 }] },
  ],
  aheadCarId: 4,
  gapM: 24.2,
  closingKmh: 71.6,
};

describe('the card of an incident', () => {
  test('names the cars, the drivers, their laps and earlier incidents, the speed and the clock', () => {
    expect(cardOf()?.title).toBe('INC-3 · 2 cars · 34 km/h');
    expect(linesOf()).toEqual([
      'Race, 00:12:34',
      '**Elena** car 3 · lap 7 · earlier today: INC-1',
      '**Bea** car 4 · lap 7',
      '*No positions were recorded: what the cars did before is not known.*',
    ]);
  });

  test('says what each did before, where that was recorded', () => {
    expect(linesOf({ contacts: [{ drivers: [elena, bea], speedKmh: 34.4, evidence }] })).toEqual([
      'Race, 00:12:34 · 62 % of the lap',
      '**Elena** car 3 · lap 7 · earlier today: INC-1',
      '**Bea** car 4 · lap 7',
      'Elena: 182 km/h 5 s before, 181 km/h 3 s before, 170 km/h 1 s before, 96 km/h at the contact',
      'Bea: 90 km/h at the contact',
      '1 s before: Bea ahead, 24 m apart, closing at 72 km/h',
    ]);
  });

  test('marks the first lap of a race, and of nothing else', () => {
    const drivers = incident().drivers.map((driver) => ({ ...driver, lap: 1 }));
    expect(cardOf({ drivers })?.title).toBe('INC-3 · 2 cars · 34 km/h · first lap');
    expect(cardOf({ drivers, sessionKind: 'qualify' })?.title).not.toContain('first lap');
  });

  test('says who had finished, and that it was after the chequered flag when all had', () => {
    const [one, other] = incident().drivers;
    if (!one || !other) throw new Error('the made incident has two drivers');
    const after = { drivers: [{ ...one, finished: true }, other] } as const;
    expect(linesOf(after)[1]).toBe('**Elena** car 3 · had finished · earlier today: INC-1');
    expect(cardOf(after)?.title).not.toMatch(/flag/);
    const all = {
      drivers: [
        { ...one, finished: true },
        { ...other, finished: true },
      ],
    } as const;
    expect(cardOf(all)?.title).toBe('INC-3 · 2 cars · 34 km/h · after the chequered flag');
  });

  test('lists each contact of a chain', () => {
    const cara = { carId: 5, guid: '76561197900000003', name: 'Cara' };
    const drivers = [...incident().drivers, { ...cara, earlier: [] }];
    const contacts = [...incident().contacts, { drivers: [bea, cara] as const, speedKmh: 51 }];
    expect(cardOf({ drivers, contacts })?.title).toBe('INC-3 · 3 cars · 51 km/h · chain of 2 contacts');
    expect(linesOf({ drivers, contacts }).filter((line) => line.startsWith('💥'))).toEqual([
      '💥 Elena and Bea, 34 km/h',
      '💥 Bea and Cara, 51 km/h',
    ]);
  });

  test('names every contact of a long chain, and shows the hardest in full', () => {
    const contacts = [20, 31, 90, 12, 15, 44].map((speedKmh) => ({
      drivers: [elena, bea] as const,
      speedKmh,
      evidence,
    }));
    const lines = linesOf({ contacts });
    expect(lines.filter((line) => line.startsWith('💥'))).toHaveLength(6);
    expect(lines.filter((line) => line.startsWith('1 s before'))).toHaveLength(1);
    expect(lines[lines.indexOf('💥 Elena and Bea, 90 km/h') + 1]).toMatch(/^Elena: 182 km\/h/);
  });

  test('says that it does not know when it was', () => {
    const { sessionMs: _, ...timeless } = incident();
    const [when] = postOf({ ...timeless, late: true }).body.embeds?.[0]?.description?.split('\n') ?? [];
    expect(when).toBe('Race · noticed late: when it happened is not known');
  });

  test('shows what a driver reported', () => {
    const report = { by: elena, against: bea, words: 'dived in', at: 0 };
    expect(linesOf({ reports: [report] }).at(-1)).toBe('🗣 **Elena** reports **Bea**: dived in');
    expect(cardOf({ reports: [report], contacts: [] })?.title).toBe('INC-3 · reported by a driver');
  });

  test.each([
    [{}, '**Elena**: 5 s (P-17, issued) by The steward'],
    [{ reason: 'late braking' }, '**Elena**: 5 s (P-17, issued) by The steward · late braking'],
    [
      {
        verdict: 'drive-through',
        penalty: { number: 18, type: 'drive-through', amount: 0, laps: 3, lapsLeft: 1, state: 'serving' },
      },
      '**Elena**: a drive-through within 3 laps (P-18, serving 2 of 3 laps) by The steward',
    ],
    [
      {
        verdict: 'ballast',
        penalty: { number: 19, type: 'ballast', amount: 20, laps: 3, lapsLeft: 0, state: 'served' },
      },
      '**Elena**: 20 kg of ballast for 3 laps (P-19, served) by The steward',
    ],
  ] as const)('shows who decided what, and what came of it: %#', (facts, line) => {
    expect(cardOf({ verdicts: [verdict(facts)] })?.fields).toEqual([{ name: 'Decided', value: line }]);
  });

  test('is one message, whatever happens to it', () => {
    const keys = (['incidentOpened', 'incidentUpdated', 'incidentDecided'] as const).map((type) => {
      const body = { type, incident: incident(), verdict: verdict() };
      return postsOf(stamped(body), emptyState(1), english).map(({ post }) => post.key);
    });
    expect(keys).toEqual([['incident/3'], ['incident/3'], ['incident/3']]);
  });
});

describe('the buttons of a card', () => {
  test('are commands that name their server, and no driver', () => {
    expect(pressable(postOf(incident()).body).map(({ label, custom_id }) => [label, custom_id])).toEqual([
      ['No action', '1@gt3:incident ask 3 no-action'],
      ['Warning', '1@gt3:incident ask 3 warning'],
      ['+5 s', '1@gt3:incident ask 3 time 5'],
      ['+10 s', '1@gt3:incident ask 3 time 10'],
      ['Drive-through', '1@gt3:incident ask 3 drive-through'],
      ['Ballast', '1@gt3:incident ask 3 ballast'],
      ['More', '1@gt3:incident ask 3'],
    ]);
  });

  test('that the server cannot carry out are disabled, with the reason', () => {
    const impossible = { ballast: 'This server takes no ballast: MAX_BALLAST_KG is 0.' };
    const { body } = postOf(incident({ impossible }));
    expect(
      pressable(body)
        .filter(({ disabled }) => disabled)
        .map(({ label }) => label),
    ).toEqual(['Ballast']);
    expect(body.embeds?.[0]?.fields).toEqual([
      { name: 'Not possible on this server', value: 'ballast: This server takes no ballast: MAX\\_BALLAST\\_KG is 0.' },
    ]);
  });

  test('are gone once everyone has a verdict', () => {
    expect(postOf(incident({ state: 'closed' })).body.components).toEqual([]);
  });
});

describe('the question whom a verdict is about', () => {
  const asked = (facts: Partial<Incident> = {}, order = 'time 5') =>
    discordRenderings(english).whichDriver({ kind: 'whichDriver', incident: incident(facts), order });

  test('has nobody chosen beforehand', () => {
    const [select] = pressable(asked());
    expect(select).toMatchObject({ custom_id: '1@gt3:incident decide 3 ? time 5' });
    expect(select?.options).toEqual([
      { label: 'Elena', description: 'car 3, lap 7', value: elena.guid },
      { label: 'Bea', description: 'car 4, lap 7', value: bea.guid },
    ]);
  });

  test.each([
    ['time 5', 'INC-3: who gets **5 s**?'],
    ['time 5 for that', 'INC-3: who gets **time 5 for that**?'],
    ['no-action', 'INC-3: who gets **no action**?'],
    ['warning', 'INC-3: who gets **a warning**?'],
    ['drive-through', 'INC-3: who gets **a drive-through**?'],
    ['ballast', 'INC-3: who gets **ballast**?'],
    ['', 'INC-3: who gets the verdict?'],
  ])('says "%s" as people do', (order, words) => expect(asked({}, order).content).toBe(words));

  test('offers those alone about whom nobody has decided', () => {
    expect(pressable(asked({ verdicts: [verdict()] }))[0]?.options?.map(({ label }) => label)).toEqual(['Bea']);
  });
});

describe('twenty cars in one chain, whatever they are called', () => {
  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom('@everyone', '<@1>', '**', '```', '[x](https://x.y)', '\n', '\u202E', '||', '\\'),
        fc.string({ unit: 'binary', maxLength: 40 }),
      ),
      { maxLength: 40 },
    )
    .map((parts) => [...parts.join('')].slice(0, 255).join(''));

  const chain: fc.Arbitrary<Incident> = fc
    .tuple(nasty, nasty, fc.integer({ min: 2, max: 30 }), fc.boolean(), fc.boolean())
    .map(([name, text, cars, hasEvidence, isDecided]) => {
      const drivers = Array.from({ length: cars }, (_, carId) => ({
        carId,
        guid: carId === 0 ? text : `7656119790000${carId}`,
        name: `${carId}${name}`,
        lap: 99,
        earlier: [101, 102, 103, 104, 105],
      }));
      const contacts = drivers.slice(1).map((driver, index) => ({
        drivers: [drivers[index] ?? driver, driver] as const,
        speedKmh: 219.55,
        evidence: hasEvidence ? evidence : undefined,
      }));
      const verdicts = isDecided ? drivers.map((driver) => verdict({ driver, by: text, reason: text })) : [];
      const reports = drivers.map((by) => ({ by, words: text, at: 0 }));
      return incident({ drivers, contacts, verdicts, reports, sessionName: text, impossible: { ballast: text } });
    });

  test('fit into a message that Discord takes, and mention nobody', () => {
    fc.assert(
      fc.property(chain, (about) => {
        const { body } = ofServer('a-server-of-that-long-a-name', postOf(about));
        expect(messageBody.safeParse(body).error?.issues ?? []).toEqual([]);
        const which = { kind: 'whichDriver', incident: about, order: 'drive-through' } as const;
        if (about.verdicts.length === 0) {
          expect(messageBody.safeParse(discordRenderings(english).whichDriver(which)).error?.issues ?? []).toEqual([]);
        }
        const { title = '', description = '', fields = [] } = body.embeds?.[0] ?? {};
        const texts = [title, description, ...fields.map(({ value }) => value)].join('\n');
        expect(texts).not.toMatch(/@everyone|@here|(?<!\\)(?:\\\\)*<[@#]|:\/\/|[\u202A-\u202E\u2066-\u2069]/u);
      }),
      { numRuns: 60 },
    );
  });

  test('are all named where their names are ordinary', () => {
    const drivers = Array.from({ length: 20 }, (_, carId) => ({
      carId,
      guid: `765611979000000${carId}`,
      name: `Elena Marchetti ${carId}`,
      lap: 12,
      earlier: [101],
    }));
    const { description = '' } = cardOf({ drivers }) ?? {};
    expect(drivers.filter(({ name }) => description.includes(name))).toHaveLength(20);
  });
});
