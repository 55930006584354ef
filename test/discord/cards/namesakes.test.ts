import { describe, expect, test } from 'vitest';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import { classificationEmbed } from '../../../src/discord/renderings/classification.ts';
import { incidentEmbed } from '../../../src/discord/renderings/incidentEmbed.ts';
import { english } from '../../../src/texts/english/index.ts';
import { appeal } from '../../fakes/appeals.ts';
import { decision, incident } from '../../fakes/incidents.ts';
import { penalty } from '../../fakes/penalties.ts';
import { classification } from '../../fakes/results.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';
import { bea, lap, postsOfEach, started, type Told } from '../race.ts';

const renderings = discordRenderings(english, vocabulary);

const sam = { carId: 5, guid: '76561197900000005', name: 'Sam Porter' };
const other = { carId: 9, guid: '76561197900000009', name: 'Sam Porter' };
const order = { by: 'Stig' };

const joined = (driver: typeof sam): Told => ({ type: 'driverJoined', driver, model: 'bmw_z4', skin: '' });

/** What is posted for the last event, while two drivers of the same name and a third one race. */
const told = (...events: Told[]): string[] =>
  (postsOfEach([started, ...[sam, other, bea].map(joined), ...events]).at(-1) ?? []).map(
    ({ post }) => post.body.content ?? post.body.embeds?.[0]?.description ?? '',
  );

const contact = (driver: typeof sam, against: typeof sam): Told => ({
  type: 'contact',
  driver,
  other: against,
  against: 'car',
  speedKmh: 34,
  position: [0, 0, 0],
  relativePosition: [0, 0, 0],
});

describe('two drivers with the same name are shown with their car ids', () => {
  test.each<[string, Told, RegExp]>([
    ['a lap', lap({ driver: sam } as Partial<Told>), /\*\*Sam Porter \(car 5\)\*\* · lap 1/],
    [
      'a contact between them',
      contact(sam, other),
      /\*\*Sam Porter \(car 5\)\*\* and \*\*Sam Porter \(car 9\)\*\*: contact/,
    ],
    ['a penalty', { type: 'penaltyGiven', penalty: penalty({ driver: other }) }, /for \*\*Sam Porter \(car 9\)\*\*/],
    [
      'a warning',
      { type: 'infraction', driver: sam, infraction: 'cut', lap: 2, cuts: 1, warnings: 1 },
      /\*\*Sam Porter \(car 5\)\*\* · Track limits/,
    ],
    [
      'ballast',
      { type: 'ballastSet', driver: other, ballastKg: 9, ...order },
      /ballast of \*\*Sam Porter \(car 9\)\*\*/,
    ],
    [
      'a ban',
      { type: 'driverBanned', guid: other.guid, name: 'Sam Porter', ...order },
      /\*\*Sam Porter \(car 9\)\*\* (?:was banned|permanently)/,
    ],
    [
      'an appeal, for the stewards',
      { type: 'appealMade', appeal: appeal({ driver: sam, decision: decision({ driver: other }) }) },
      /\*\*Sam Porter \(car 5\)\*\* appeals P-17 \(5-second time penalty for Sam Porter \(car 9\)\)/,
    ],
    [
      'extra info from an app in the car',
      { type: 'extraInfo', info: { kind: 'unknown', fields: ['X', '5', ''] }, driver: sam, by: 'Bea' } as Told,
      /\*\*Sam Porter \(car 5\)\*\*: X/,
    ],
  ])('in %s', (_, event, pattern) => {
    const texts = told(event);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(pattern);
  });

  test('in a kick, even though the driver has left by then', () => {
    expect(told({ type: 'driverLeft', driver: sam }, { type: 'driverKicked', driver: sam, ...order })).toEqual([
      '🚪 **Sam Porter (car 5)** was kicked.',
      '📝 Stig kicked **Sam Porter (car 5)**.',
    ]);
  });

  test('in the provisional result', () => {
    const [rows] = told(lap({ driver: sam } as Partial<Told>), lap({ driver: other } as Partial<Told>), {
      type: 'sessionEnded',
    });
    expect(rows).toMatch(/^1\. \*\*Sam Porter \(car 5\)\*\* · .*\n2\. \*\*Sam Porter \(car 9\)\*\* · /);
  });

  test('in their chat', () => {
    const authorOf = (driver: typeof sam) =>
      postsOfEach([...[sam, other, bea].map(joined), { type: 'chat', driver, text: 'hi' }]).at(-1)?.[0]?.post.author;
    expect(authorOf(sam)).toEqual({ name: 'Sam Porter (car 5)' });
    expect(authorOf(bea)).toEqual({ name: 'Bea' });
  });

  test('but a driver with a unique name is not', () => {
    expect(told(lap({ driver: bea } as Partial<Told>))[0]).toMatch(/^⏱ \*\*Bea\*\* · lap 1/);
    expect(told({ type: 'driverKicked', driver: bea, ...order })[0]).toBe('🚪 **Bea** was kicked.');
  });
});

test('a classification and its penalties tell drivers with the same name apart', () => {
  const { rows, amendments } = classification();
  const [first, second] = rows;
  if (!first || !second) throw new Error('the made classification has two rows');
  const embed = classificationEmbed(
    classification({
      rows: [
        { ...first, name: 'Sam Porter', carId: 9 },
        { ...second, name: 'Sam Porter', carId: 5 },
      ],
      amendments: amendments.map((each) => ({ ...each, name: 'Sam Porter' })),
    }),
    english,
  );
  expect(embed.description).toMatch(/^1\\\. \*\*Sam Porter \(car 9\)\*\* .*\n2\\\. \*\*Sam Porter \(car 5\)\*\* /);
  expect(embed.fields?.[0]?.value).toMatch(/^Sam Porter \(car 5\) · P-3 \+5 s/);
});

test('an incident tells drivers with the same name apart wherever it names them', () => {
  const about = incident({
    drivers: [sam, other].map((driver) => ({ ...driver, lap: 7, earlier: [] })),
    contacts: [
      { drivers: [sam, other], speedKmh: 34 },
      { drivers: [other, sam], speedKmh: 20 },
    ],
    reports: [{ by: sam, against: other, words: 'no room', at: 0 }],
    decisions: [decision({ driver: other })],
  });
  const text = JSON.stringify(incidentEmbed(about));
  expect(text.match(/Sam Porter/g)?.length).toBeGreaterThan(6);
  expect(text.match(/Sam Porter(?! \(car [59]\)|\*\* car [59])/g)).toBeNull();
  const decisions = [decision({ driver: other })];
  const answer = renderings.decided({ kind: 'decided', incident: about, decisions, penalties: [] });
  expect(answer.content).toContain('**Sam Porter (car 9)**');
});

test('answers about penalties tell drivers with the same name apart', () => {
  const [one, two] = [penalty({ driver: sam }), penalty({ number: 18, driver: other })];
  const given = { kind: 'penalty', penalty: one, seen: 17, history: [] } as const;
  const textOf = (answer: ReturnType<typeof renderings.penalty>) => answer.embeds?.[0]?.description;
  expect(textOf(renderings.penalty({ ...given, namesakes: [other] }))).toContain('Sam Porter (car 5): ');
  expect(textOf(renderings.penalty(given))).toContain('Sam Porter: ');
  const list = {
    kind: 'penalties',
    of: 'standing',
    penalties: [one, two],
    more: 0,
    warnings: [],
    guids: true,
  } as const;
  expect(textOf(renderings.penalties(list))).toMatch(/Sam Porter \(car 5\): .*\n.*Sam Porter \(car 9\): /);
  const alone = { ...list, penalties: [two] };
  expect(textOf(renderings.penalties(alone))).toContain(' Sam Porter: ');
  for (const of of ['standing', 'driver', 'caller'] as const)
    expect(textOf(renderings.penalties({ ...alone, of, namesakes: [sam] }))).toContain('Sam Porter (car 9): ');
});
