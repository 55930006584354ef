import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf } from '../../src/events/events.ts';
import { eventually, eventuallyHolds } from '../eventually.ts';
import { freePort } from '../ports.ts';
import { answerOf, openRig, type Rig } from './rig.ts';

let rig: Rig;
let health: string;
beforeAll(async () => {
  const port = await freePort();
  health = `http://127.0.0.1:${port}`;
  rig = await openRig({ speed: 10, settings: { METRICS_PORT: String(port) } });
  await rig.startPitwall();
});
afterAll(() => rig.close());

const slash = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });

const present = (): EventOf<'driverJoined'>[] => {
  const events = rig.events();
  const gone = events.flatMap((event) => (event.type === 'driverLeft' ? [event.driver.guid] : []));
  return events.filter(
    (event): event is EventOf<'driverJoined'> =>
      event.type === 'driverJoined' && event.driver.guid.length === 17 && !gone.includes(event.driver.guid),
  );
};

async function yesTo(asked: ReturnType<typeof slash>): Promise<string> {
  const message = asked.reply();
  const [row] = message?.components ?? [];
  const yes = row && 'components' in row ? row.components.find((part) => 'custom_id' in part) : undefined;
  const pressed = rig.discord
    .person('Stig')
    .click({ message: message?.id ?? '', customId: yes && 'custom_id' in yes ? yes.custom_id : '' });
  await pressed.done();
  await eventually('the kick', () => rig.unanswered() === 0);
  return answerOf(asked);
}

const isLoaded = ({ guid }: { readonly guid: string }): boolean =>
  rig.events().some((event) => event.type === 'driverLoaded' && event.driver.guid === guid);

describe('race control from Discord', () => {
  test('a steward kicks a driver and reads the outcome', async () => {
    await answerOf(slash('Ada', 'server start'));
    // A driver who is still loading misses the first order, and is told again after five seconds.
    const { driver } = await eventually('a driver on the track', () =>
      present().find(({ driver }) => isLoaded(driver)),
    );
    const asked = slash('Stig', 'kick', { driver: driver.guid, reason: 'blocking' });
    const question = await answerOf(asked);
    // In a race, the command asks first. How far the recorded race is depends on the machine.
    const answer = question.includes('Kick ') ? await yesTo(asked) : question;
    expect(answer).toMatch(/Kicked .* can rejoin straight away/s);
    expect(rig.serverLog().join('\n')).toContain('MESSAGE: You are being kicked: blocking');
    expect(rig.events().filter(({ type }) => type === 'driverKicked')).toMatchObject([
      { driver: { guid: driver.guid }, by: 'Stig', reason: 'blocking' },
    ]);
    await eventually('the card', () => rig.said('race-control').find((line) => /^🚪 .* was kicked/.test(line)));
  });

  test('a driver may not kick, and the refusal is not posted publicly', async () => {
    const { driver } = await eventually('drivers', () => present()[0]);
    expect(await answerOf(slash('Dora', 'kick', { driver: driver.guid }))).toMatch(/is for stewards/);
    expect(rig.said('race-control').join('\n')).not.toContain('your role here is');
    expect(rig.events().filter(({ type }) => type === 'driverKicked')).toHaveLength(1);
  });

  test('a private message and a restrictor reach the game server', async () => {
    const { driver } = await eventually('drivers', () => present()[0]);
    expect(await answerOf(slash('Stig', 'pm', { driver: driver.guid, message: 'Schöne Grüße' }))).toContain('Sent to');
    const restricted = await answerOf(slash('Stig', 'restrictor', { driver: driver.guid, percent: 20 }));
    expect(restricted).toContain('does not confirm it');
    const log = await eventually('the lines', () => {
      const lines = rig.serverLog().join('\n');
      return lines.includes(`/restrictor ${driver.carId} 20`) && lines;
    });
    expect(log).toContain(`Send chat to car ${driver.carId} MESSAGE: Stig: Schone Grusse`);
  });

  test('metrics and health report a healthy race', async () => {
    await eventuallyHolds(async () => {
      const metrics = await (await fetch(`${health}/metrics`)).text();
      const value = (name: string): number =>
        Number(new RegExp(`^pitwall_${name}(?:\\{.*\\})? (.+)$`, 'm').exec(metrics)?.[1]);
      expect(value('server_state')).toBe(1);
      expect(value('drivers')).toBeGreaterThan(0);
      expect(value('udp_last_seconds')).toBeLessThan(5);
      expect(value('udp_foreign_total')).toBe(0);
      // What was written in the last second may not have been read yet.
      expect(value('log_lag_seconds')).toBeLessThan(5);
      expect(value('outbox_in_doubt')).toBe(0);
      expect(metrics).not.toMatch(/7656119\d{10}/);
    });
    expect((await fetch(`${health}/healthz`)).status).toBe(200);
  });

  test('restarting a session asks for confirmation first', async () => {
    const handle = slash('Ada', 'restart_session');
    expect(await answerOf(handle)).toMatch(/Restart the current session on Big Whiskey v2\?.*will be lost/s);
  });

  test('commands not supported by acServer are refused with the reason', async () => {
    expect(await answerOf(slash('Ada', 'next_weather'))).toContain(
      'acServer only changes its weather when a session starts',
    );
    expect(await answerOf(slash('Stig', 'spectate', { car: 3 }))).toContain(
      'is for sessions where cars are hidden from each other',
    );
  });
});
