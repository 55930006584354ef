import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageBody } from '../../../sandbox/discord/messageBody.ts';
import { incidentButtons } from '../../../src/discord/renderings/incidentButtons.ts';
import { incidentEmbed } from '../../../src/discord/renderings/incidentEmbed.ts';
import { decidedMessage, incidentMessage } from '../../../src/discord/renderings/incidents.ts';
import { queueMessage, sharedCardMessage } from '../../../src/discord/renderings/queue.ts';
import type { Appeal } from '../../../src/events/appeal.ts';
import type { Incident, IncidentState } from '../../../src/events/incident.ts';
import { isAwaiting, isOpen, rowOf, sharedCardOf } from '../../../src/features/desk/desk.ts';
import { decision, incident } from '../../fakes/incidents.ts';
import { proposal } from '../../fakes/judging.ts';
import { vocabulary } from '../../fakes/vocabulary.ts';

// Discord allows five rows of five buttons, on the card and on a reply to one steward.

const STATES: readonly IncidentState[] = ['noted', 'under investigation', 'decided', 'appealed', 'closed'];
const text = fc.constantFrom('late braking', '*'.repeat(300), 'é'.repeat(300));

const state: fc.Arbitrary<Incident> = fc
  .record({
    state: fc.constantFrom(...STATES),
    drivers: fc.integer({ min: 1, max: 24 }),
    decided: fc.integer({ min: 0, max: 24 }),
    appeals: fc.integer({ min: 0, max: 12 }),
    answered: fc.integer({ min: 0, max: 12 }),
    proposals: fc.array(fc.constantFrom('proposed', 'unconfirmed', 'confirmed', 'rejected'), { maxLength: 8 }),
    takenBy: fc.option(text, { nil: undefined }),
    mergedInto: fc.option(fc.constant(9), { nil: undefined }),
    fold: fc.constantFrom('light', 'first lap', undefined),
    words: text,
  })
  .map(({ state: now, drivers: count, decided, appeals, answered, proposals, takenBy, mergedInto, fold, words }) => {
    const drivers = Array.from({ length: count }, (_, carId) => ({
      carId,
      guid: `7656119790000${carId}`,
      name: `Elena Marchetti ${carId}`,
      lap: 9,
      earlier: [],
    }));
    const decisions = drivers
      .slice(0, decided)
      .map((driver, index) => decision({ number: index + 1, driver, reason: words }));
    const said = drivers.slice(0, appeals).map((driver, index): Appeal => {
      const about = decisions[index] ?? decision({ number: 100 + index, driver });
      const answer = { says: 'upheld', reason: words, by: 'Ada', byId: 'discord:1', at: 0 } as const;
      return {
        server: 'gt3',
        incident: 3,
        decision: about,
        driver,
        reason: words,
        at: 0,
        answer: index < answered ? answer : undefined,
      };
    });
    return incident({
      state: now,
      drivers,
      decisions,
      appeals: said.length === 0 ? undefined : said,
      proposals: proposals.map((each, index) => proposal({ number: 200 + index, state: each, drivers, reason: words })),
      takenBy,
      mergedInto,
      fold,
      contacts: drivers
        .slice(1)
        .map((driver, index) => ({ drivers: [drivers[index] ?? driver, driver], speedKmh: 99 })),
    });
  });

test('cards, ephemeral replies, the queue and shared cards of any incidents fit into a message', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 6 }), (all) => {
      const incidents = all.map((each, index) => ({ ...each, number: index + 1 }));
      for (const each of incidents) {
        const card = { embeds: [incidentEmbed(each)], components: incidentButtons(each) };
        const { content, embeds, components } = incidentMessage(each);
        for (const body of [card, { content, embeds, components }]) takes(body);
        // An open appeal or confirmation has a button, as long as anything can be done.
        const labels = JSON.stringify(card.components);
        const isLeft = each.state !== 'closed' && each.mergedInto === undefined;
        const hasAppeal = each.appeals?.some(({ answer }) => answer === undefined) === true;
        expect(labels.includes('Rule on the appeal')).toBe(isLeft && hasAppeal);
        expect(labels.includes('incident confirm')).toBe(isLeft && isAwaiting(each));
      }
      takes(queueMessage({ server: 'gt3', open: incidents.filter(isOpen).map(rowOf), shared: [] }));
      const shared = sharedCardOf(incidents, 'first lap');
      if (shared) takes(sharedCardMessage(shared));
    }),
    { numRuns: 60 },
  );
});

function takes(body: object): void {
  expect(messageBody.safeParse(JSON.parse(JSON.stringify(body))).error?.issues ?? []).toEqual([]);
  const rows =
    'components' in body ? (body.components as readonly { components: readonly { custom_id?: string }[] }[]) : [];
  expect(rows.length).toBeLessThanOrEqual(5);
  for (const { components } of rows) expect(components.length).toBeLessThanOrEqual(5);
  const ids = rows.flatMap(({ components }) => components.flatMap(({ custom_id }) => custom_id ?? []));
  expect(new Set(ids).size).toBe(ids.length);
}

const [, bea] = incident().drivers;
const aboutElena = decision();
const aboutBea = decision({
  number: 18,
  driver: bea ?? aboutElena.driver,
  penalty: undefined,
  says: 'racing incident',
});

test.each([
  ['a decision about one of them', [aboutElena], true],
  ['decisions about both', [aboutElena, aboutBea], false],
  [
    'decisions about both and one withdrawn',
    [aboutElena, aboutBea, decision({ ...aboutBea, number: 19, says: 'withdrawn', replaces: 18 })],
    true,
  ],
])('after %s, clearing the others is offered only if a driver is undecided', (_, decisions, isLeft) => {
  for (const state of ['noted', 'appealed'] as const) {
    const now = incident({ state, decisions, seen: 19 });
    const { components } = decidedMessage(
      {
        kind: 'decided',
        incident: now,
        decisions: [aboutElena],
        penalties: [{ number: 17, type: 'time', amount: 5, state: 'issued' }],
      },
      vocabulary,
    );
    expect(JSON.stringify(components ?? []).includes('No further action for the others')).toBe(isLeft);
    if (state === 'appealed') expect(JSON.stringify(incidentButtons(now)).includes('Change a decision')).toBe(!isLeft);
  }
});
