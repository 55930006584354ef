import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageBody } from '../../../sandbox/discord/messageBody.ts';
import { postsOf } from '../../../src/discord/cards/index.ts';
import { ofServer } from '../../../src/discord/cards/relay.ts';
import type { Post } from '../../../src/discord/outbox/post.ts';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import type { Decision } from '../../../src/events/decision.ts';
import type { Evidence } from '../../../src/events/evidence.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { emptyState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';
import { decision, incident } from '../../fakes/incidents.ts';
import { anyCharacter } from '../../strings.ts';
import { stamped } from '../race.ts';

function postOf(about: Incident): Post {
  const event = stamped({ type: 'incidentOpened', incident: about });
  const [routed, ...others] = postsOf(event, emptyState(1), english);
  if (!routed || others.length > 0) throw new Error('an incident is one post');
  expect(routed.kind).toBe('incident');
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

const CLOCK = '<t:1767268800:T>';

describe('the card of an incident', () => {
  test('says who in its title, and then when, who with what car, and how hard', () => {
    expect(cardOf()?.title).toBe('INC-3 · Elena and Bea');
    expect(linesOf()).toEqual([
      `Race 12:34 · ${CLOCK}`,
      '`A` **Elena** car 3 · lap 7',
      '`B` **Bea** car 4 · lap 7',
      '34 km/h',
    ]);
    expect(cardOf()?.footer).toBeUndefined();
  });

  test('says where, in two columns what each did, and where to look in the replay', () => {
    const told: Evidence = {
      ...evidence,
      where: 'between T4 and T5',
      touch: { parts: ['right front', 'left side'], alongside: { notDecided: 'places apart' } },
    };
    const card = cardOf({ contacts: [{ drivers: [elena, bea], speedKmh: 34.4, evidence: told }] });
    expect(card?.title).toBe('INC-3 · Elena and Bea · between T4 and T5');
    expect(card?.description?.split('\n').at(-1)).toBe(
      '34 km/h · Right front of A to left side of B · overlap unclear from the data (the two games put it at different places)',
    );
    expect(card?.description).not.toContain('%');
    expect(card?.fields).toEqual([
      {
        name: 'A · Elena',
        value: '96 km/h at the contact, slowing down\nbefore: 182 km/h at 5 s, 181 km/h at 3 s, 170 km/h at 1 s',
        inline: true,
      },
      { name: 'B · Bea', value: '90 km/h at the contact', inline: true },
      { name: 'Before the contact', value: '1 s before contact: B ahead by 24 m, closing at 72 km/h' },
    ]);
    expect(card?.footer?.text).toContain('An estimate');
    expect(card?.footer?.text).toContain('Replay: Race 12:34.');
  });

  test('says the place, the car, the sanctions of the evening and the points of each', () => {
    const [one, other] = incident().drivers;
    if (!one || !other) throw new Error('the made incident has two drivers');
    const sanctions = [
      { number: 11, type: 'warning', amount: 0, state: 'issued' },
      { number: 12, type: 'time', amount: 5, state: 'issued' },
    ] as const;
    const known = { ...one, position: 4, model: 'Porsche 911 GT3 R 2016', sanctions, points: 3 };
    const [, first, second] = linesOf({ drivers: [known, { ...other, sanctions: [], points: 1 }] });
    expect(first).toBe(
      '`A` **Elena** car 3 · lap 7 · P4 · Porsche 911 GT3 R 2016 · so far: warning (P-11), 5 s (P-12) · 3 licence points',
    );
    expect(second).toBe('`B` **Bea** car 4 · lap 7 · 1 licence point');
  });

  test('calls each car what the game calls it', () => {
    const [first] = linesOf({
      drivers: incident().drivers.map((each) => ({ ...each, model: 'BMW M3 E30_92 Gr.A' })),
    }).slice(1);
    expect(first).toBe('`A` **Elena** car 3 · lap 7 · BMW M3 E30\\_92 Gr.A');
  });

  test('has the place that the positions tell, once they do', () => {
    const [speeds, consequence] = [
      [],
      { after: 'went on', placeBefore: 6, placeAfter: 8, placesLost: 2, timeLostS: { notDecided: 'too few laps' } },
    ] as const;
    const told: Evidence = {
      at: 0,
      cars: [
        { carId: 3, speeds, consequence },
        { carId: 4, speeds },
      ],
    };
    const drivers = incident().drivers.map((each) => ({ ...each, position: 5 }));
    const card = cardOf({ drivers, contacts: [{ drivers: [elena, bea], speedKmh: 34, evidence: told }] });
    expect(card?.description).toContain('**Elena** car 3 · lap 7 · P6\n`B` **Bea** car 4 · lap 7 · P5');
    expect(card?.fields?.[0]?.value).toBe('10 s after: continued, P6 to P8');
    expect(card?.fields?.[1]?.value).toBe('No telemetry for this car.');
  });

  test('shows what the positions tell of something that no game reported', () => {
    const encounter = {
      drivers: [bea, elena] as const,
      nearestM: { value: 2.13, plusMinus: 1.7 },
      evidence: { at: 0, where: 'T4', cars: [evidence.cars[1], evidence.cars[0]] as const },
    };
    const card = cardOf({ contacts: [], encounter, reports: [{ by: elena, against: bea, words: '', at: 0 }] });
    expect(card?.title).toBe('INC-3 · Elena and Bea · T4 · reported by a driver');
    expect(card?.description?.split('\n').slice(1)).toEqual([
      '`A` **Bea** car 4 · lap 7',
      '`B` **Elena** car 3 · lap 7',
      'No contact reported · closest, centre to centre: 2.1 m ±1.7',
      '🗣 Reported by **Elena** against **Bea**',
    ]);
    expect(card?.fields?.map(({ name }) => name)).toEqual(['A · Bea', 'B · Elena']);
    expect(card?.footer?.text).toContain('Race 12:34');
  });

  test('has its picture drawn anew once it is known what became of the cars', () => {
    const sources = (told: Evidence) =>
      postOf(incident({ contacts: [{ drivers: [elena, bea], speedKmh: 34, evidence: told }] })).body.pictures?.map(
        ({ source }) => source,
      );
    const consequence = { notDecided: 'no positions' } as const;
    const [one, other] = evidence.cars;
    expect(sources(evidence)).toEqual(['gt3/3/still', 'gt3/3/animation']);
    expect(sources({ ...evidence, cars: [{ ...one, consequence }, other] })).toEqual([
      'gt3/3/still@after',
      'gt3/3/animation@after',
    ]);
  });

  test('marks the first lap of a race, and of nothing else', () => {
    const drivers = incident().drivers.map((driver) => ({ ...driver, lap: 1 }));
    expect(cardOf({ drivers })?.title).toBe('INC-3 · Elena and Bea · lap 1');
    expect(cardOf({ drivers, sessionKind: 'qualify' })?.title).not.toContain('first lap');
  });

  test('says who had finished, and that it was after the chequered flag when all had', () => {
    const [one, other] = incident().drivers;
    if (!one || !other) throw new Error('the made incident has two drivers');
    const after = { drivers: [{ ...one, finished: true }, other] } as const;
    expect(linesOf(after)[1]).toBe('`A` **Elena** car 3 · had finished');
    expect(cardOf(after)?.title).not.toMatch(/flag/);
    const all = {
      drivers: [
        { ...one, finished: true },
        { ...other, finished: true },
      ],
    } as const;
    expect(cardOf(all)?.title).toBe('INC-3 · Elena and Bea · after the chequered flag');
  });

  const cara = { carId: 5, guid: '76561197900000003', name: 'Cara' };

  test('shows the first contact of a chain as A and B, though another one was told first', () => {
    const drivers = [...incident().drivers, { ...cara, earlier: [] }];
    const [first] = incident().contacts;
    if (!first) throw new Error('the made incident has a contact');
    const contacts = [
      { ...first, at: 9000 },
      { drivers: [bea, cara] as const, speedKmh: 51, at: 7000, evidence: { ...evidence, where: 'T4' } },
    ];
    const card = cardOf({ drivers, contacts });
    expect(card?.title).toBe('INC-3 · Bea, Cara and Elena · T4 · 2-contact pile-up');
    expect(card?.description?.split('\n').slice(1)).toEqual([
      '`A` **Bea** car 4 · lap 7',
      '`B` **Cara** car 5',
      '**Elena** car 3 · lap 7',
      '51 km/h',
      '💥 2. Elena and Bea · 34 km/h · 2 s later',
    ]);
    expect(card?.fields?.map(({ name }) => name)).toEqual(['A · Bea', 'B · Cara', 'Before the contact']);
  });

  test('names every contact of a long chain, and shows the first in full though another was harder', () => {
    const contacts = [20, 31, 90, 12, 15, 44].map((speedKmh, index) => ({
      drivers: [elena, bea] as const,
      speedKmh,
      at: index * 1000,
      evidence,
    }));
    const card = cardOf({ contacts });
    expect(card?.description?.split('\n').filter((line) => line.startsWith('💥'))).toHaveLength(5);
    expect(card?.description).toContain('\n20 km/h\n💥 2. Elena and Bea · 31 km/h · 1 s later');
    expect(card?.fields?.filter(({ inline }) => inline)).toHaveLength(2);
  });

  test('names three in its title, and how many there are more', () => {
    const more = [5, 6, 7].map((carId) => ({
      carId,
      guid: `7656119790000001${carId}`,
      name: `Car${carId}`,
      earlier: [],
    }));
    expect(cardOf({ drivers: [...incident().drivers, ...more] })?.title).toBe('INC-3 · Elena, Bea and 3 more');
  });

  test('says that it does not know when it was', () => {
    const { sessionMs: _, ...timeless } = incident();
    const [when] = postOf({ ...timeless, late: true }).body.embeds?.[0]?.description?.split('\n') ?? [];
    expect(when).toBe('Race · seen in log, time unknown');
  });

  test('shows what a driver reported', () => {
    const report = { by: elena, against: bea, words: 'dived in', at: 0 };
    expect(linesOf({ reports: [report] }).at(-1)).toBe('🗣 Reported by **Elena** against **Bea**: dived in');
    expect(cardOf({ reports: [report], contacts: [] })?.title).toBe('INC-3 · Elena and Bea · reported by a driver');
    expect(cardOf({ reports: [report] })?.title).toBe('INC-3 · Elena and Bea · reported');
    expect(cardOf({ contacts: [] })?.title).toBe('INC-3 · Elena and Bea · opened by a steward');
  });

  const AT = '<t:1767268860:R>';
  const five = { number: 17, type: 'time', amount: 5, state: 'issued' } as const;
  const decidedField = (facts: Partial<Incident>) => cardOf(facts)?.fields?.[0]?.value;

  test.each([
    [{}, five, `P-17 **Elena**: 5 s (issued) by The steward ${AT}`],
    [{ reason: 'late braking' }, five, `P-17 **Elena**: 5 s (issued) by The steward ${AT} · late braking`],
    [
      { infringement: 'collision', reason: 'late' },
      five,
      `P-17 **Elena**: 5 s (issued) by The steward ${AT} · collision · late`,
    ],
    [
      { infringement: 'collision', infringementText: 'Causing a collision', reason: 'late' },
      five,
      `P-17 **Elena**: 5 s (issued) by The steward ${AT} · Causing a collision · late`,
    ],
    [
      { says: 'drive-through', amount: undefined, laps: 3 },
      { number: 17, type: 'drive-through', amount: 0, laps: 3, lapsLeft: 1, state: 'serving' },
      `P-17 **Elena**: drive-through within 3 laps (serving, 1 lap left) by The steward ${AT}`,
    ],
    [
      { number: 18, says: 'racing incident', amount: undefined, penalty: undefined },
      five,
      `D-18 **Elena**: racing incident by The steward ${AT}`,
    ],
  ] as const)('shows who decided what and when, and what came of it: %#', (facts, given, line) => {
    expect(decidedField({ decisions: [decision(facts)], penalties: [given] })).toBe(line);
  });

  test('strikes through what counts no more, below what does', () => {
    const decisions = [
      decision(),
      decision({ number: 18, says: 'withdrawn', amount: undefined, replaces: 17, by: 'Bea', reason: 'wrong car' }),
      decision({ number: 19, penalty: 19, says: 'warning', amount: undefined, by: 'Bea' }),
    ];
    const penalties = [
      { ...five, state: 'withdrawn' },
      { ...five, number: 19, type: 'warning', amount: 0 },
    ] as const;
    expect(decidedField({ decisions, penalties })?.split('\n')).toEqual([
      `D-18 **Elena**: withdrawn (P-17) by Bea ${AT} · wrong car`,
      `P-19 **Elena**: warning (issued) by Bea ${AT}`,
      `~~P-17 **Elena**: 5 s (withdrawn) by The steward ${AT}~~`,
    ]);
  });

  test('says who looks at it, and who reported it late', () => {
    const history = [{ at: Date.UTC(2026, 0, 1, 12, 1), by: 'Elena', what: 'late report' }] as const;
    expect(linesOf({ state: 'under investigation', takenBy: 'Stig', history }).slice(-2)).toEqual([
      '🔎 Under investigation: Stig',
      `⏰ reported late by Elena ${AT}`,
    ]);
  });

  test('says what it has become a part of, and has nothing to press then', () => {
    expect(cardOf({ mergedInto: 2 })?.title).toBe('INC-3 · Elena and Bea · part of INC-2');
    expect(postOf(incident({ mergedInto: 2 })).body.components).toEqual([]);
  });

  test('is one message, whatever happens to it', () => {
    const keys = (['incidentOpened', 'incidentUpdated', 'incidentDecided'] as const).map((type) => {
      const body = { type, incident: incident(), decision: decision() };
      return postsOf(stamped(body), emptyState(1), english).flatMap(({ kind, post }) =>
        kind === 'incident' ? [post.key] : [],
      );
    });
    expect(keys).toEqual([['incident/3/gt3'], ['incident/3/gt3'], ['incident/3/gt3']]);
  });
});

describe('in public', () => {
  const told = (facts: Partial<Incident>, says: Decision['says'] = 'no further action', reason = 'side by side') => {
    const decisions = (facts.drivers ?? incident().drivers).map((driver, index) =>
      decision({ number: index + 1, incident: 3, driver, says, reason }),
    );
    const body = {
      type: 'incidentDecided',
      incident: incident({ decisions, ...facts }),
      decision: decisions[0],
    } as const;
    return postsOf(
      stamped({ ...body, decision: body.decision ?? expect.unreachable() }),
      emptyState(1),
      english,
    ).filter(({ kind }) => kind === 'decision');
  };

  test.each(['no further action', 'racing incident'] as const)('%s is one line for all whom it is about', (says) => {
    expect(told({ reports: [] }, says)).toMatchObject([
      {
        post: {
          key: `finding/3/gt3/${says}`,
          body: {
            content: expect.stringMatching(
              `^🟢 \\*\\*INC-3\\*\\* · .*\\*\\*Elena\\*\\*, \\*\\*Bea\\*\\*: ${says} · side by side$`,
            ),
          },
        },
      },
    ]);
  });

  test('nobody is told of contacts that share a card, nor of penalties twice, nor who reported', () => {
    expect(told({ fold: 'light' })).toEqual([]);
    expect(told({}, 'time')).toEqual([]);
    const [elena, bea] = incident().drivers;
    const reports = [{ by: bea ?? expect.unreachable(), against: elena, words: 'he hit me', at: 0 }];
    const [line] = told({ contacts: [], reports });
    expect(line?.post.body.content).toContain('**Elena**: no further action');
    expect(line?.post.body.content).not.toContain('Bea');
  });
});

describe('the buttons of a card', () => {
  test('are commands that name their server and what was seen, and no driver', () => {
    expect(pressable(postOf(incident({ seen: 7 })).body).map(({ label, custom_id }) => [label, custom_id])).toEqual([
      ['No further action', '1@gt3:incident decide 3 @7 no-further-action'],
      ['Racing incident', '1@gt3:incident decide 3 @7 racing-incident'],
      ['Warning', '1@gt3:incident decide 3 @7 warning'],
      ['+5 s', '1@gt3:incident decide 3 @7 time 5'],
      ['+10 s', '1@gt3:incident decide 3 @7 time 10'],
      ['Drive-through', '1@gt3:incident decide 3 @7 drive-through'],
      ['Ballast', '1@gt3:incident decide 3 @7 ballast'],
      ['More', '1@gt3:incident decide 3 @7'],
      ['Take it', '1@gt3:incident take 3'],
      ['Discuss', '1@gt3:incident discuss 3'],
    ]);
  });

  test('have room in an id, whatever the numbers', () => {
    const most = { number: 999_999_999, seen: 999_999_999, server: 'a'.repeat(32) };
    for (const { custom_id } of pressable(postOf(incident(most)).body)) {
      expect(custom_id.length).toBeLessThanOrEqual(100);
    }
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

  test('become one that changes a decision once all is decided, and none when the result is final', () => {
    const labels = (facts: Partial<Incident>) =>
      pressable(postOf(incident(facts)).body).map(({ label, custom_id }) => [label, custom_id]);
    expect(labels({ state: 'decided' })).toEqual([
      ['Change a decision', '1@gt3:incident change 3'],
      ['Discuss', '1@gt3:incident discuss 3'],
    ]);
    expect(labels({ state: 'closed' })).toEqual([]);
    expect(labels({ state: 'under investigation', takenBy: 'Stig' })).toHaveLength(9);
  });
});

describe('twenty cars in one chain, whatever they are called', () => {
  const nasty = fc
    .array(
      fc.oneof(
        fc.constantFrom('@everyone', '<@1>', '**', '```', '[x](https://x.y)', '\n', '\u202E', '||', '\\'),
        fc.string({ unit: anyCharacter, maxLength: 40 }),
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
      const decisions = isDecided ? drivers.map((driver) => decision({ driver, by: text, reason: text })) : [];
      const reports = drivers.map((by) => ({ by, words: text, at: 0 }));
      return incident({ drivers, contacts, decisions, reports, sessionName: text, impossible: { ballast: text } });
    });

  test('fit into a message that Discord takes, and mention nobody', () => {
    fc.assert(
      fc.property(chain, (about) => {
        const { body } = ofServer('a-server-of-that-long-a-name', postOf(about));
        expect(messageBody.safeParse(body).error?.issues ?? []).toEqual([]);
        const answer = {
          kind: 'decided',
          incident: about,
          decisions: about.decisions,
          penalties: [],
          note: about.sessionName,
        } as const;
        const { content = '' } = discordRenderings(english).decided(answer);
        expect(messageBody.safeParse({ content }).error?.issues ?? []).toEqual([]);
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
