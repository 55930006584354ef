import { describe, expect, it } from 'vitest';
import { queueMessage, sharedCardMessage } from '../../../src/discord/renderings/queue.ts';
import type { Fold, Incident } from '../../../src/events/incident.ts';
import { rowOf, sharedCardOf } from '../../../src/features/desk/desk.ts';
import { incident } from '../../fakes/incidents.ts';

const open = Array.from({ length: 200 }, (_, index) => rowOf(incident({ number: index + 1 })));

const described = (message: ReturnType<typeof queueMessage>): string => message.embeds?.[0]?.description ?? '';

it('fills in names only for the lines it shows, but counts all incidents', () => {
  let named = 0;
  const message = queueMessage({ server: 'gt3', open, shared: [] }, (data) => {
    named += 1;
    return JSON.parse(JSON.stringify(data).replaceAll('"name":"', '"name":"Dr. '));
  });
  const lines = described(message).split('\n');
  expect(message.embeds?.[0]?.title).toBe('Stewards’ queue: 200 open');
  expect(lines.at(-1)).toContain(String(200 - (lines.length - 1)));
  expect(lines.slice(0, -1).every((line) => line.includes('Dr. '))).toBe(true);
  // One more line than fits is made, to see that it does not fit.
  expect(named).toBe(lines.length);
  expect(named).toBeLessThan(50);
});

it('shows every incident if there are few', () => {
  const lines = described(queueMessage({ server: 'gt3', open: open.slice(0, 3), shared: [] })).split('\n');
  expect(lines).toHaveLength(3);
  expect(described(queueMessage({ server: 'gt3', open: [], shared: [] }))).toBe('');
});

it('shows drivers, speed, lap and state of an incident in the menu of a shared card', () => {
  const names = ['Konstantin Alexandrow', 'Giovanni della Rovere', 'Sebastian Oberhauser'];
  const drivers = names.map((name, carId) => ({ carId, guid: `7656119790000000${carId}`, name, lap: 1, earlier: [] }));
  const light = incident({ number: 7, severity: 'light', fold: 'light', state: 'under investigation', drivers });
  const card = sharedCardOf([light], 'light');
  expect(card && sharedCardMessage(card)).toMatchObject({
    components: [
      {
        components: [
          {
            options: [
              {
                label: 'INC-7 Konstantin Alexandrow, Giovanni della Rovere, Sebastian Oberhauser',
                description: expect.stringMatching(/^34 km\/h · lap 1 · .*under investigation$/),
              },
            ],
          },
        ],
      },
      {},
    ],
  });
});

describe('a shared card and its line in the queue give the same numbers', () => {
  type Shared = NonNullable<ReturnType<typeof sharedCardOf>>;

  const card = (fold: Fold, rows: readonly Partial<Incident>[]): Shared => {
    const incidents = rows.map((each, index) => incident({ number: index + 1, fold, ...each }));
    return sharedCardOf(incidents, fold) ?? expect.unreachable();
  };
  const contacts = (count: number): Incident['contacts'] => {
    const [one] = incident().contacts;
    return one ? Array.from({ length: count }, () => one) : [];
  };
  const titleOf = (shared: Shared) => sharedCardMessage(shared).embeds?.[0]?.title;
  const queueLine = (shared: Shared) => described(queueMessage({ server: 'gt3', open: [], shared: [shared] }));

  it.each([
    ['first lap', 'Lap 1'],
    ['light', 'Light contacts'],
    ['at once', 'Several at once'],
  ] as const)('%s: incidents, contacts, and how many incidents are open', (fold, name) => {
    const shared = card(fold, [
      { contacts: contacts(2) },
      { contacts: contacts(1) },
      { state: 'decided', contacts: contacts(1) },
    ]);
    expect(titleOf(shared)).toBe(`${name}: 3 incidents, 4 contacts, 2 open · Race`);
    expect(queueLine(shared)).toMatch(new RegExp(`${name}.*, Race: 3 incidents, 4 contacts, 2 open$`));
  });

  it('one is one', () => {
    const shared = card('light', [{ contacts: contacts(1) }]);
    expect(titleOf(shared)).toBe('Light contacts: 1 incident, 1 contact, 1 open · Race');
  });

  it('a card on which nothing is open does not count what is open', () => {
    const shared = card('light', [{ state: 'decided', contacts: contacts(2) }]);
    expect(titleOf(shared)).toBe('Light contacts: 1 incident, 2 contacts · Race');
  });

  it('a card without incidents says so', () => {
    const shared: Shared = { ...card('light', [{}]), rows: [] };
    expect(titleOf(shared)).toBe('Light contacts: no incidents · Race');
  });
});
