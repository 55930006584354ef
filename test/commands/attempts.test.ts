/** No order goes to a game server before the act it belongs to is stored as begun. */
import { describe, expect, test } from 'vitest';
import type { AuditRow } from '../../src/command/audit.ts';
import { DIALECTS, type Dialect } from '../../src/kit/dialects.ts';
import { controlled } from '../fakes/controlled.ts';

const BILLY = { guid: '76561197900000004', name: 'Billy' };

const ORDERS: readonly (readonly [line: string, step: RegExp])[] = [
  ['kick 4 blocking', /^the kick of Billy$/],
  ['force_kick 4', /^the kick of Billy$/],
  ['ban 4 2h', /^the kick of Billy$/],
  ['next_session', /^the next session$/],
  ['restart_session', /^the restart of the session$/],
  ['ballast 4 20', /^20 kg ballast for Billy$/],
  ['restrictor 4 10', /^10 % restrictor for Billy$/],
];

/** Only the manager's server can do this. */
const WEATHER = ['next_weather', /^the next weather$/] as const;

const SPOKEN: readonly (readonly [line: string, step: string])[] = [
  ['say hello', 'the message to everyone'],
  ['pm 4 hello', 'the message to Billy'],
];

async function racing(dialect: Dialect) {
  const rig = await controlled(dialect);
  rig.game.join(4, BILLY);
  await rig.quiet();
  const atSending: (AuditRow | undefined)[] = [];
  rig.watch(() => atSending.push(rig.audit.at(-1)));
  return { rig, atSending };
}

describe.each(DIALECTS)('on %s', (dialect) => {
  test.each(dialect === 'acsm' ? [...ORDERS, WEATHER] : ORDERS)(
    'an order is audited as begun before it is sent: %s',
    async (line, step) => {
      const { rig, atSending } = await racing(dialect);
      await rig.say(line);
      expect(atSending.length).toBeGreaterThan(0);
      for (const row of atSending) {
        expect(row).toMatchObject({ command: line.split(' ')[0], outcome: 'attempting' });
      }
      expect(atSending.at(-1)?.steps.map(({ what }) => what)).toContainEqual(expect.stringMatching(step));
      expect(rig.audit).toMatchObject([{ outcome: 'done' }]);
    },
  );

  test.each(SPOKEN)('a message is audited as begun before it is sent: %s', async (line, step) => {
    const { rig, atSending } = await racing(dialect);
    await rig.say(line);
    expect(atSending).toMatchObject([{ outcome: 'attempting', steps: [{ what: step }] }]);
  });
});
