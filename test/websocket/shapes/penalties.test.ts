import { describe, expect, it } from 'vitest';
import type { PenaltyActions } from '../../../src/features/penalties/actions.ts';
import { appOf } from '../../fakes/app.ts';
import { fakePenalties, penalty } from '../../fakes/penalties.ts';
import { fakeResults } from '../../fakes/results.ts';
import { connected, driverRow, fakeServer } from '../rig.ts';

const LOGON = 'logon: {"name": "tool"}';

async function open(logon = false, penalties = fakePenalties() as PenaltyActions) {
  const drivers = [driverRow({ name: 'Ada Quick', guid: '76561198000000001' })];
  const server = { ...fakeServer({ drivers }), penalties, results: fakeResults() };
  const { client } = await connected({ app: appOf(server) });
  if (logon) await client.ask(LOGON);
  return client;
}

describe.each([false, true])('penalties on the websocket, after logon: %s', (logon) => {
  it('have a message and structured fields', async () => {
    const client = await open(logon);
    expect(await client.ask('penalty give Ada Quick drive-through 2 contact')).toMatchObject({
      data: {
        msg: 'P-17 Ada Quick: drive-through within 2 laps (serving, 2 laps left)',
        penalty: { number: 17, type: 'drive-through', lapsLeft: 2, history: [{ by: 'The steward' }] },
      },
    });
    expect(await client.ask('penalty list')).toMatchObject({ data: { penalties: [{ number: 17 }], warnings: [] } });
  });

  it('say how many are left of a long list, and how to see them', async () => {
    const page = { penalties: [penalty({ number: 30 }), penalty({ number: 28 })], more: 4950 };
    const client = await open(logon, { ...fakePenalties(), page: () => page });
    const words = (line: string) => expect.stringMatching(new RegExp(`^P-30 .*\nP-28 .*\n${line}$`));
    expect(await client.ask('penalty list')).toMatchObject({
      data: {
        msg: words('… and 4950 more: name a driver, or go on with "penalty list P-28"'),
        penalties: [{ number: 30 }, { number: 28 }],
        more: 4950,
      },
    });
    expect(await client.ask('penalty list Ada Quick')).toMatchObject({
      data: { msg: words('… and 4950 more: go on with "penalty list 76561198000000001 P-28"'), more: 4950 },
    });
  });

  it('do not mention more if the list is complete', async () => {
    const answer = await (await open(logon)).ask('penalty list');
    expect(answer).toMatchObject({ data: { msg: expect.not.stringContaining('more') } });
    expect(answer.data).not.toHaveProperty('more');
  });

  it('tell drivers of the same name apart', async () => {
    const driver = { carId: 5, guid: '76561198000000005', name: 'Sam Porter' };
    const namesakes = [{ ...driver, carId: 9, guid: '76561198000000009' }];
    const page = { penalties: [penalty({ number: 30, driver })], more: 0, namesakes };
    const client = await open(logon, { ...fakePenalties(), page: () => page });
    const answer = await client.ask('penalty list');
    expect(answer).toMatchObject({ data: { msg: expect.stringMatching(/^P-30 Sam Porter \(car 5\): /) } });
    expect(answer.data).not.toHaveProperty('namesakes');
  });

  it('give a classification without GUIDs', async () => {
    const answer = await (await open(logon)).ask('results show');
    expect(answer).toMatchObject({
      data: { msg: '1. Bob Brake (12 laps)\n2. Ada Quick (12 laps)', classification: { session: 3 } },
    });
    expect(JSON.stringify(answer)).not.toContain('76561198');
  });

  it.each(['penalty', 'penalty give', 'penalty clear x', 'warn Nobody'])('refuse %j', async (line) => {
    expect(await (await open(logon)).ask(line)).toEqual({ error: { msg: expect.any(String) } });
  });
});
