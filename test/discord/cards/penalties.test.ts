import { describe, expect, test } from 'vitest';
import { routingOf } from '../../../src/config/routing.ts';
import { postsOf } from '../../../src/discord/cards/index.ts';
import { relayToDiscord } from '../../../src/discord/cards/relay.ts';
import { decodeComponent } from '../../../src/discord/common/componentId.ts';
import { classificationEmbed } from '../../../src/discord/renderings/classification.ts';
import type { EventBody } from '../../../src/events/events.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { createBus } from '../../../src/race/bus.ts';
import { emptyState } from '../../../src/race/state.ts';
import type { Contact } from '../../../src/texts/contacts.ts';
import { english } from '../../../src/texts/english/index.ts';
import { penalty } from '../../fakes/penalties.ts';
import { classification } from '../../fakes/results.ts';
import { postsOfEach, stamped, type Told } from '../race.ts';

const HOSTILE = '@everyone **bold** [x](http://evil.example) ||spoil||';

const posts = (...bodies: Told[]) => postsOfEach(bodies).at(-1) ?? [];
const given = (facts: Partial<Penalty> = {}): Told => ({ type: 'penaltyGiven', penalty: penalty(facts) });
const changed = (facts: Partial<Penalty>, before: Partial<Penalty> = {}): Told => {
  const { state, lapsLeft } = { ...penalty(), ...before };
  const was = { state, lapsLeft };
  return { type: 'penaltyChanged', penalty: penalty(facts), before: was, by: 'Another', reason: 'seen on video' };
};
const texts = (...bodies: Told[]): string[] =>
  posts(...bodies).map(({ kind, post }) => `${kind}: ${post.body.content ?? post.body.embeds?.[0]?.description}`);

/** The commands behind the buttons of the card posted for the stewards. */
function lines(...bodies: Told[]): (string | undefined)[] {
  const card = posts(...bodies).find(({ kind }) => kind === 'desk');
  const rows = JSON.parse(JSON.stringify(card?.post.body.components ?? []));
  return rows.flatMap((row: { components: { custom_id: string }[] }) =>
    row.components.map(({ custom_id }) => decodeComponent(custom_id)?.line),
  );
}

describe('a drive-through', () => {
  test('is a card for the stewards, a public line, and a log line with the name of the steward', () => {
    expect(texts(given())).toEqual([
      'desk: 🚦 **P-17**: drive-through for **Ada Quick**, to be served within 2 laps · contact in turn 1\n**serving, 2 laps left**',
      'penalty: 🚦 **P-17**: drive-through for **Ada Quick**, to be served within 2 laps · contact in turn 1',
      'command: 📝 The steward gave **P-17**: drive-through for **Ada Quick**, to be served within 2 laps · contact in turn 1',
    ]);
    expect(posts(given()).every(({ post }) => post.lane === 'penalty')).toBe(true);
  });

  test('has buttons with the commands that its state allows', () => {
    expect(lines(given())).toEqual(['penalty served 17 @17', 'penalty not_served 17 @17', 'penalty clear 17 @17']);
    expect(lines(changed({ state: 'converted', convertedInto: 18 }))).toEqual([
      'penalty served 17 @17',
      'penalty clear 17 @17',
    ]);
    expect(lines(changed({ state: 'served' }))).toEqual([]);
  });

  test('counts down its laps only in its one message for the stewards', () => {
    const [counted, ...others] = posts(changed({ lapsLeft: 0 }));
    expect(others).toEqual([]);
    expect(counted?.post).toMatchObject({ key: 'penalty/17/main' });
    expect(counted?.post.body.embeds?.[0]?.description).toContain('**overdue**: was it served?');
    expect(posts(given())[0]?.post).toMatchObject({ key: 'penalty/17/main' });
  });

  test('loses its Appeal button once nobody can appeal any more, if it had one', () => {
    const until = { until: 1_767_270_600_000 };
    const [, posted] = postsOf(stamped(given()), emptyState(1), english, undefined, () => until);
    expect(posted?.post.body.content).toMatch(/contact in turn 1 · appeal until /);
    expect(posts({ type: 'appealTermOver', penalty: penalty() })).toEqual([
      {
        kind: 'penalty',
        post: {
          lane: 'penalty',
          key: posted?.post.key,
          body: {
            content: '🚦 **P-17**: drive-through for **Ada Quick**, to be served within 2 laps · contact in turn 1',
            components: [],
          },
        },
        onlyIfThere: true,
      },
    ]);
  });

  test('gets its Appeal button back if its term goes on, if it had one', () => {
    const until = { until: 1_767_270_600_000 };
    const cards = (event: EventBody, term?: typeof until) =>
      postsOf(stamped(event), emptyState(1), english, undefined, () => term);
    const [, posted] = cards(given(), until);
    const back = { type: 'appealTermGoesOn', penalty: penalty() } as const;
    expect(cards(back, until)).toEqual([{ kind: 'penalty', post: posted?.post, onlyIfThere: true }]);
    // Its driver cannot appeal any more.
    expect(cards(back)).toEqual([]);
  });

  test('is posted when served or withdrawn, and the log names the steward', () => {
    expect(texts(changed({ state: 'served' })).slice(1)).toEqual([
      'penalty: ✅ **P-17** · **Ada Quick**: drive-through served',
      'command: 📝 **P-17** · **Ada Quick**: drive-through within 2 laps, served (Another: seen on video)',
    ]);
    expect(texts(changed({ state: 'withdrawn' }))[1]).toMatch(/^penalty: ↩️ .* withdrawn$/);
  });

  test('converted into a time penalty posts no public line of its own', () => {
    const kinds = posts(changed({ state: 'converted', convertedInto: 18 })).map(({ kind }) => kind);
    expect(kinds).toEqual(['desk', 'command']);
  });
});

describe('a penalty for a contact', () => {
  const told = (facts: Partial<Penalty>, contact: Partial<Contact> = {}): string[] => {
    const about: Contact = { incident: 3, others: ['Bob *Brake*'], lap: 4, ...contact };
    return postsOfEach([given({ type: 'time', amount: 5, state: 'issued', incident: 3, ...facts })], () => about)
      .flat()
      .map(({ kind, post }) => `${kind}: ${post.body.content}`);
  };

  test('names the other driver and the lap, in public and in the log', () => {
    expect(told({ reason: 'INC-3' })).toEqual([
      'penalty: 🚦 **P-17**: 5-second time penalty for **Ada Quick** · INC-3, contact with Bob \\*Brake\\* on lap 4',
      'command: 📝 The steward gave **P-17**: 5-second time penalty for **Ada Quick** · INC-3, contact with Bob \\*Brake\\* on lap 4',
    ]);
  });

  test('puts them before the reason of the steward, even a long one', () => {
    expect(told({ reason: 'left no room' })[0]).toMatch(/ · INC-3, contact with Bob .* on lap 4: left no room$/);
    const others = Array.from({ length: 5 }, (_, index) => `${index}`.repeat(32));
    const [line = ''] = told({ reason: 'x'.repeat(200) }, { others });
    expect(line).toContain(`on lap 4: ${'x'.repeat(180)}`);
  });

  test('leaves out unknown names and laps', () => {
    expect(told({ reason: 'INC-3' }, { others: [], lap: undefined })[0]).toMatch(
      /: 5-second time penalty for \*\*Ada Quick\*\* · INC-3$/,
    );
    expect(told({ reason: '' }, { lap: undefined })[0]).toMatch(
      /: 5-second time penalty for \*\*Ada Quick\*\* · INC-3, contact with Bob \\\*Brake\\\*$/,
    );
  });

  test('names them on the card of a drive-through, too', () => {
    const [card] = postsOfEach([given({ incident: 3, reason: 'INC-3' })], () => ({
      incident: 3,
      others: ['Bob'],
      lap: 4,
    })).flat();
    expect(card?.post.body.embeds?.[0]?.description).toContain('within 2 laps · INC-3, contact with Bob on lap 4\n');
  });
});

describe('other penalties', () => {
  test('are public, except kicks', () => {
    const kinds = (facts: Partial<Penalty>) => posts(given(facts)).map(({ kind }) => kind);
    expect(kinds({ type: 'ballast', amount: 20 })).toEqual(['penalty', 'command']);
    expect(kinds({ type: 'kick' })).toEqual(['command']);
  });

  test('are posted with mentions, links and markdown escaped', () => {
    const driver = { carId: 1, guid: '76561198000000001', name: HOSTILE };
    const facts = { driver, reason: HOSTILE, by: HOSTILE, type: 'ballast', amount: 20 } as const;
    const all = [...texts(given(facts)), ...texts(changed({ ...facts, state: 'withdrawn' }))].join('\n');
    expect(all).not.toContain('@everyone');
    expect(all).not.toContain('](http');
    expect(all).not.toContain(' **bold**');
    const table = classificationEmbed(
      classification({ name: HOSTILE, rows: classification().rows.map((row) => ({ ...row, name: HOSTILE })) }),
      english,
    );
    expect(JSON.stringify(table)).not.toContain('@everyone');
  });
});

test('a warning shows its lap, its sector and the count against the limit', () => {
  const driver = { carId: 1, guid: '76561198000000001', name: 'Ada' };
  const told = { type: 'infraction', driver, infraction: 'cut', lap: 7, cuts: 1 } as const;
  expect(texts({ ...told, warnings: 2, warningsBeforePenalty: 4 })).toEqual([
    'warning: ⚠️ **Ada** · Track limits, lap 7: warning 2 of 4',
  ]);
  expect(texts({ ...told, warnings: 5, warningsBeforePenalty: 4 })).toEqual([
    'warning: ⚠️ **Ada** · Track limits, lap 7: limit exceeded',
  ]);
  expect(texts({ ...told, warnings: 5 })).toEqual(['warning: ⚠️ **Ada** · Track limits, lap 7: warning 5']);
  expect(texts({ ...told, cutSectors: [2], warnings: 1, warningsBeforePenalty: 4 })).toEqual([
    'warning: ⚠️ **Ada** · Track limits, lap 7, sector 2: warning 1 of 4',
  ]);
});

test.each([
  ['that is private, a drive-through posts only its card', false, ['main card']],
  // Where everybody can read it, or may be able to, the card is held back.
  [
    'that is public, a drive-through posts its card and its line',
    true,
    ['main card', 'main 🚦 **P-17**: drive-through for **Ada Quick**, to be served within 2 laps · contact in turn 1'],
  ],
  [
    'with unknown readers, a drive-through posts its card and its line',
    undefined,
    ['main card', 'main 🚦 **P-17**: drive-through for **Ada Quick**, to be served within 2 laps · contact in turn 1'],
  ],
])('in a single channel %s', (_, isPublic, told) => {
  const [bus, posted] = [createBus(() => {}), [] as string[]];
  const outbox = {
    post: (channel: string, { body }: { body: { content?: string } }) =>
      void posted.push(`${channel} ${body.content ?? 'card'}`),
    keep: () => {},
    isPublic: () => isPublic,
  };
  relayToDiscord(bus, outbox, routingOf({ channelId: 'main' }), english);
  bus.tellDurable(stamped(given()), emptyState(1));
  expect(posted).toEqual(told);
  posted.length = 0;
  bus.tellDurable(stamped(given({ type: 'time', amount: 5 })), emptyState(1));
  expect(posted).toEqual(['main 🚦 **P-17**: 5-second time penalty for **Ada Quick** · contact in turn 1']);
});
