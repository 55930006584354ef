import { describe, expect, test } from 'vitest';
import { postsOf } from '../../../src/discord/cards/index.ts';
import type { Post } from '../../../src/discord/outbox/post.ts';
import type { Decision } from '../../../src/events/decision.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { emptyState } from '../../../src/race/state.ts';
import { english } from '../../../src/texts/english/index.ts';
import { decision, incident } from '../../fakes/incidents.ts';
import { stamped } from '../race.ts';
import { cardOf, postOf } from './incidentCard.ts';

interface Pressable {
  readonly label?: string;
  readonly custom_id: string;
  readonly disabled?: boolean;
  readonly options?: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
}

const pressable = ({ components = [] }: Post['body']): Pressable[] =>
  (components as unknown as { components: Pressable[] }[]).flatMap((row) => row.components);

describe('the card of a decided incident', () => {
  const AT = '<t:1767268860:R>';
  const five = { number: 17, type: 'time', amount: 5, state: 'issued' } as const;
  const decidedField = (facts: Partial<Incident>) => cardOf(facts)?.fields?.[0]?.value;

  test.each([
    [{}, five, `P-17 **Elena**: 5-second time penalty (issued) by The steward ${AT}`],
    [
      { reason: 'late braking' },
      five,
      `P-17 **Elena**: 5-second time penalty (issued) by The steward ${AT} · late braking`,
    ],
    [
      { infringement: 'collision', reason: 'late' },
      five,
      `P-17 **Elena**: 5-second time penalty (issued) by The steward ${AT} · collision · late`,
    ],
    [
      { infringement: 'collision', infringementText: 'Causing a collision', reason: 'late' },
      five,
      `P-17 **Elena**: 5-second time penalty (issued) by The steward ${AT} · Causing a collision · late`,
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
  ] as const)('shows who decided what and when, and the state of the penalty: %#', (facts, given, line) => {
    expect(decidedField({ decisions: [decision(facts)], penalties: [given] })).toBe(line);
  });

  test('lists withdrawn decisions last, struck through', () => {
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
      `~~P-17 **Elena**: 5-second time penalty (withdrawn) by The steward ${AT}~~`,
    ]);
  });
});

describe('the public line of a decision', () => {
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

  test.each(['no further action', 'racing incident'] as const)(
    'with %s names all drivers concerned in one line',
    (says) => {
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
    },
  );

  test('shows each reason with the driver it was given for', () => {
    const [elena, bea] = incident().drivers;
    const says = 'no further action';
    const decisions = [
      decision({ number: 1, incident: 3, driver: elena, says, reason: 'side by side' }),
      decision({ number: 2, incident: 3, driver: bea, says, reason: 'INC-3' }),
      decision({ number: 3, incident: 3, driver: elena, says, replaces: 1, reason: 'she left room' }),
    ];
    const [line, ...others] = told({ decisions, reports: [] });
    expect(others).toEqual([]);
    expect(line?.post.body.content?.replace(/ · lap \d+/g, '')).toBe(
      '🟢 **INC-3** · **Elena**: no further action · she left room\n🟢 **INC-3** · **Bea**: no further action',
    );
  });

  test('is left out for shared cards and penalties, and never names who reported', () => {
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
  test('carry commands with the server and the decision last seen, but no driver', () => {
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

  test('have ids of at most 100 characters, whatever the numbers', () => {
    const most = { number: 999_999_999, seen: 999_999_999, server: 'a'.repeat(32) };
    for (const { custom_id } of pressable(postOf(incident(most)).body)) {
      expect(custom_id.length).toBeLessThanOrEqual(100);
    }
  });

  test('are disabled if the server cannot carry them out, and the card says why', () => {
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

  test('are only "Change a decision" and "Discuss" once decided, and none once closed', () => {
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
