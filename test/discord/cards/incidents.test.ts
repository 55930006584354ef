import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageBody } from '../../../sandbox/discord/messageBody.ts';
import { postsOf } from '../../../src/discord/cards/index.ts';
import { ofServer } from '../../../src/discord/cards/relay.ts';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { emptyState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';
import { decision, incident } from '../../fakes/incidents.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';
import { anyCharacter } from '../../strings.ts';
import { stamped } from '../race.ts';
import { bea, cardOf, elena, evidence, linesOf, postOf } from './incidentCard.ts';

const CLOCK = '<t:1767268800:T>';
const AT = '<t:1767268860:R>';

describe('the card of an incident', () => {
  test('names the drivers in its title, then shows time, cars, laps and impact speed', () => {
    expect(cardOf()?.title).toBe('INC-3 · Elena and Bea');
    expect(linesOf()).toEqual([
      `Race 12:34 · ${CLOCK}`,
      '`A` **Elena** car 3 · lap 7',
      '`B` **Bea** car 4 · lap 7',
      '34 km/h',
    ]);
    expect(cardOf()?.footer).toBeUndefined();
  });

  test('shows position, car model, sanctions so far and licence points of each driver', () => {
    const [one, other] = incident().drivers;
    if (!one || !other) throw new Error('the made incident has two drivers');
    const sanctions = [
      { number: 11, type: 'warning', amount: 0, state: 'issued' },
      { number: 12, type: 'time', amount: 5, state: 'issued' },
    ] as const;
    const known = { ...one, position: 4, model: 'Porsche 911 GT3 R 2016', sanctions, points: 3 };
    const [, first, second] = linesOf({ drivers: [known, { ...other, sanctions: [], points: 1 }] });
    expect(first).toBe(
      '`A` **Elena** car 3 · lap 7 · P4 · Porsche 911 GT3 R 2016 · so far: warning (P-11), 5-second time penalty (P-12) · 3 licence points',
    );
    expect(second).toBe('`B` **Bea** car 4 · lap 7 · 1 licence point');
  });

  test('shows each car model as the game names it', () => {
    const [first] = linesOf({
      drivers: incident().drivers.map((each) => ({ ...each, model: 'BMW M3 E30_92 Gr.A' })),
    }).slice(1);
    expect(first).toBe('`A` **Elena** car 3 · lap 7 · BMW M3 E30\\_92 Gr.A');
  });

  test('marks the first lap of a race, but not of qualifying', () => {
    const drivers = incident().drivers.map((driver) => ({ ...driver, lap: 1 }));
    expect(cardOf({ drivers })?.title).toBe('INC-3 · Elena and Bea · lap 1');
    expect(cardOf({ drivers, sessionKind: 'qualify' })?.title).toBe('INC-3 · Elena and Bea');
  });

  test('marks who had finished, and says "after the chequered flag" when all had', () => {
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

  test('names two of five drivers in its title, and counts the rest', () => {
    const more = [5, 6, 7].map((carId) => ({
      carId,
      guid: `7656119790000001${carId}`,
      name: `Car${carId}`,
      earlier: [],
    }));
    expect(cardOf({ drivers: [...incident().drivers, ...more] })?.title).toBe('INC-3 · Elena, Bea and 3 more');
  });

  test('seen late without a time says that its time is unknown', () => {
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

  test('says who is investigating it, and who reported it late', () => {
    const history = [{ at: Date.UTC(2026, 0, 1, 12, 1), by: 'Elena', what: 'late report' }] as const;
    expect(linesOf({ state: 'under investigation', takenBy: 'Stig', history }).slice(-2)).toEqual([
      '🔎 Under investigation: Stig',
      `⏰ reported late by Elena ${AT}`,
    ]);
  });

  test('names the incident it was merged into, and then has no buttons', () => {
    expect(cardOf({ mergedInto: 2 })?.title).toBe('INC-3 · Elena and Bea · part of INC-2');
    expect(postOf(incident({ mergedInto: 2 })).body.components).toEqual([]);
  });

  test('keeps its message when opened, updated and decided', () => {
    const keys = (['incidentOpened', 'incidentUpdated', 'incidentDecided'] as const).map((type) => {
      const body = { type, incident: incident(), decision: decision() };
      return postsOf(stamped(body), emptyState(1), english).flatMap(({ kind, post }) =>
        kind === 'incident' ? [post.key] : [],
      );
    });
    expect(keys).toEqual([['incident/3/gt3'], ['incident/3/gt3'], ['incident/3/gt3']]);
  });
});

describe('the cars of a long chain', () => {
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

  test('fit into a message that Discord accepts and mention nobody, whatever the names', () => {
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
        const { content = '' } = discordRenderings(english, vocabulary).decided(answer);
        expect(messageBody.safeParse({ content }).error?.issues ?? []).toEqual([]);
        const { title = '', description = '', fields = [] } = body.embeds?.[0] ?? {};
        const texts = [title, description, ...fields.map(({ value }) => value)].join('\n');
        expect(texts).not.toMatch(/@everyone|@here|(?<!\\)(?:\\\\)*<[@#]|:\/\/|[\u202A-\u202E\u2066-\u2069]/u);
      }),
      { numRuns: 60 },
    );
  });

  test('are all named when twenty drivers have ordinary names', () => {
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
