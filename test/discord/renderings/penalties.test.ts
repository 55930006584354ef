import { describe, expect, it } from 'vitest';
import { discordRenderings } from '../../../src/discord/renderings/answers.ts';
import { ownAppealLines } from '../../../src/discord/renderings/appeals.ts';
import type { Decision } from '../../../src/events/decision.ts';
import type { Incident } from '../../../src/events/incident.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { english } from '../../../src/texts/english/index.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

const penalty: Penalty = {
  number: 3,
  server: 'main',
  run: 1,
  session: 1,
  type: 'time',
  amount: 5,
  cause: 'given by an admin',
  driver: { carId: 1, guid: '76561198000000001', name: 'Ada' },
  reason: 'cut across',
  source: 'steward',
  by: 'Stig',
  at: 1_800_000_000_000,
  state: 'withdrawn',
  counted: {},
};

const BOB = { carId: 2, guid: '76561198000000002', name: 'Bob' };

const INCIDENT = {
  number: 7,
  drivers: [
    { ...penalty.driver, lap: 4, earlier: [] },
    { ...BOB, earlier: [] },
  ],
  contacts: [{ drivers: [penalty.driver, BOB], speedKmh: 30 }],
} as unknown as Incident;

it('shows the reason of a penalty once, and the reason of each change', () => {
  const history = [
    { at: penalty.at, state: 'issued', by: 'Stig', reason: 'cut across' },
    { at: penalty.at, state: 'withdrawn', by: 'Jo', reason: 'was pushed' },
  ] as const;
  const [embed] =
    discordRenderings(english, vocabulary).penalty({ kind: 'penalty', penalty, seen: 4, history }).embeds ?? [];
  expect(embed?.description?.split('\n')).toEqual([
    '**P-3** · Ada: 5-second time penalty (withdrawn)',
    'cut across',
    '<t:1800000000:R> issued, Stig',
    '<t:1800000000:R> withdrawn, Jo: was pushed',
  ]);
});

it('says how many laps are left as in the answer itself', () => {
  const serving = { ...penalty, type: 'drive-through', amount: 0, laps: 3, lapsLeft: 2, state: 'serving' } as const;
  const history = [{ at: penalty.at, state: 'serving', lapsLeft: 3, by: 'Stig', reason: 'cut across' }] as const;
  const [embed] =
    discordRenderings(english, vocabulary).penalty({ kind: 'penalty', penalty: serving, seen: 3, history }).embeds ??
    [];
  expect(embed?.description?.split('\n')).toEqual([
    '**P-3** · Ada: drive-through within 3 laps (serving, 2 laps left)',
    'cut across',
    '<t:1800000000:R> serving, 3 laps left, Stig',
  ]);
});

it.each([
  ['issued', ['Send away', 'Withdraw']],
  ['withdrawn', []],
  ['applied', []],
] as const)('offers "Send away" only for a disqualification that is still open: %s', (state, labels) => {
  const disqualified: Penalty = { ...penalty, type: 'disqualification', amount: 0, state };
  const answer = { kind: 'penalty', penalty: disqualified, seen: 3, history: [] } as const;
  const buttons = (discordRenderings(english, vocabulary).penalty(answer).components ?? []).flatMap((row) =>
    'components' in row ? row.components : [],
  );
  expect(buttons.map((button) => ('label' in button ? button.label : ''))).toEqual(labels);
});

it('offers "Send away" after an incident decision, with a button for each driver', () => {
  const decision = (number: number): Decision => ({
    id: String(number),
    number,
    server: 'main',
    run: 1,
    session: 1,
    incident: 3,
    driver: { carId: number, guid: `7656119800000000${number}`, name: `Driver ${number}` },
    says: 'disqualification',
    reason: '',
    by: 'Stig',
    byId: 'discord:1',
    at: penalty.at,
    penalty: number,
    rules: '',
  });
  const given = (number: number) => ({ number, type: 'disqualification', amount: 0, state: 'issued' }) as const;
  const buttonsOn = (numbers: readonly number[]) =>
    (
      discordRenderings(english, vocabulary).decided({
        kind: 'decided',
        decisions: numbers.map(decision),
        penalties: numbers.map(given),
      }).components ?? []
    ).flatMap((row) => ('components' in row ? row.components : []));
  expect(buttonsOn([4])).toMatchObject([
    { label: 'Send away', custom_id: expect.stringContaining('penalty send_away 4') },
  ]);
  expect(buttonsOn([4, 5])).toMatchObject([{ label: 'Send away: P-4' }, { label: 'Send away: P-5' }]);
});

it('shows drivers their own file: warnings left, penalties and incidents', () => {
  const answer = {
    kind: 'penalties',
    of: 'caller',
    penalties: [penalty],
    more: 0,
    warnings: [
      { infraction: 'cut', warnings: 0, warningsBeforePenalty: 3 },
      { infraction: 'car contact', warnings: 1, warningsBeforePenalty: 2 },
    ],
    incidents: [INCIDENT],
    guid: penalty.driver.guid,
    guids: false,
  } as const;
  const [embed] = discordRenderings(english, vocabulary).penalties(answer).embeds ?? [];
  expect(embed?.description?.split('\n')).toEqual([
    'track limits: 3 warnings left',
    'car contact: warning 1 of 2, 1 left',
    '**P-3** Ada: 5-second time penalty · withdrawn · cut across · <t:1800000000:R>',
    'INC-7, contact with Bob on lap 4',
  ]);
});

describe('a list of penalties', () => {
  const listOf = (count: number, more: number, facts: Partial<Penalty> = {}, guid?: string) => {
    const penalties = Array.from({ length: count }, (_, index) => ({ ...penalty, ...facts, number: 5000 - index }));
    const of = guid === undefined ? 'standing' : 'driver';
    const answer = { kind: 'penalties', of, penalties, more, warnings: [], guid, guids: true } as const;
    const { embeds, components = [] } = discordRenderings(english, vocabulary).penalties(answer);
    const lines = (embeds?.[0]?.description ?? '').split('\n');
    return { lines, buttons: components.flatMap((row) => ('components' in row ? row.components : [])) };
  };

  it('is complete and has no button if it fits', () => {
    const { lines, buttons } = listOf(30, 0);
    expect([lines.length, lines.at(-1)?.slice(0, 10), buttons]).toEqual([30, '**P-4971**', []]);
  });

  it.each([
    [50, 4950, {}, undefined],
    [50, 4950, { reason: '*'.repeat(300), driver: { ...penalty.driver, name: '|'.repeat(60) } }, undefined],
    [50, 0, { reason: 'x'.repeat(300) }, undefined],
    [50, 3, {}, penalty.driver.guid],
  ] as const)(
    'of %i and %i more says how many are left, with a button for those after the last shown',
    (count, more, facts, guid) => {
      const { lines, buttons } = listOf(count, more, facts, guid);
      const shown = lines.length - 1;
      const last = `P-${5000 - shown + 1}`;
      const how = `go on with \`before:${last}\``;
      const left = count + more - shown;
      expect(lines.at(-1)).toBe(`… and ${left} more: ${guid === undefined ? 'name a driver, or ' : ''}${how}`);
      expect(lines[shown - 1]).toMatch(new RegExp(`^\\*\\*${last}\\*\\*`));
      expect(lines.join('\n').length).toBeLessThanOrEqual(4096);
      expect(shown).toBeGreaterThan(5);
      const line = `penalty list ${guid === undefined ? '' : `${guid} `}${last}`;
      expect(buttons).toMatchObject([{ label: 'Older', custom_id: expect.stringContaining(line) }]);
    },
  );

  it('of the caller says how many it leaves out', () => {
    const answer = {
      kind: 'penalties',
      of: 'caller',
      penalties: [penalty],
      more: 12,
      warnings: [],
      guids: false,
    } as const;
    const [embed] = discordRenderings(english, vocabulary).penalties(answer).embeds ?? [];
    expect(embed?.description?.split('\n').at(-1)).toBe('… and 12 more');
  });
});

it('decisions open to appeal name the penalised driver, unless that is the reader', () => {
  const decision = { number: 7, penalty: 7, says: 'time', amount: 5 } as const;
  const [ada, bob] = [
    { carId: 0, guid: '1', name: 'Ada' },
    { carId: 1, guid: '2', name: 'Bob' },
  ];
  const open = [
    { decision: { ...decision, driver: ada }, term: { minutesAfterFlag: 30 } },
    { decision: { ...decision, number: 8, penalty: 8, driver: bob }, term: { minutesAfterFlag: 30 } },
  ];
  const lines = ownAppealLines({ made: [], open }, '1', english);
  expect(lines).toEqual([
    'P-7 (5-second time penalty): appeal until 30 min after the flag',
    'P-8 (5-second time penalty for Bob): appeal until 30 min after the flag',
  ]);
});
