import { expect, it } from 'vitest';
import { queueMessage, sharedCardMessage } from '../../../src/discord/renderings/queue.ts';
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
