import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { DriverRow } from '../../src/features/drivers/rows.ts';
import type { ServerInfo } from '../../src/features/process/info.ts';
import { CLOSE, CONNECTION_LIMITS } from '../../src/websocket/connection.ts';
import { appOf } from '../fakes/app.ts';
import { driverRow, fakeServer, openRig, sessionFacts } from './rig.ts';

const document = readFileSync(new URL('../../PROTOCOL.md', import.meta.url), 'utf8');

describe('the example session in PROTOCOL.md', () => {
  it('matches the real answers frame by frame', async () => {
    const { address, client, happenings } = await openStage();
    for (const { trigger, frames } of stepsOf(workedSession())) {
      const happening = trigger.startsWith('* ') ? happenings[trigger.slice(2)] : undefined;
      if (happening) happening();
      else client.send(trigger.replace(/^> /, ''));
      for (const frame of frames) {
        expect((await client.text()).replace(address, '127.0.0.1:8765')).toBe(frame);
      }
    }
    expect(await client.ask('@end server stop')).toMatchObject({ id: 'end' });
  });
});

describe('PROTOCOL.md', () => {
  it('states the actual limits', () => {
    const told = [
      `${CONNECTION_LIMITS.frameBytes / 1024} KiB`,
      `${CONNECTION_LIMITS.linesPerSecond} lines a second`,
      `bursts of ${CONNECTION_LIMITS.burstLines}`,
      `${CONNECTION_LIMITS.waitingLines} lines wait`,
      `${CONNECTION_LIMITS.unreadBytes / 1024 / 1024} MiB`,
      `${CONNECTION_LIMITS.authenticationMs / 1000} seconds`,
      `every ${CONNECTION_LIMITS.keepAliveMs / 1000} seconds`,
      ...Object.values(CLOSE).map((code) => `| ${code} |`),
    ];
    for (const each of told) expect(document).toContain(each);
  });
});

/** The first code block. Lines with ">" are sent, lines with "*" are events; the lines after each are the replies. */
function workedSession(): string {
  return /```text\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
}

function stepsOf(session: string): { trigger: string; frames: string[] }[] {
  const steps = session.trim().split(/^(?=[>*] )/m);
  return steps.map((step) => {
    const [trigger = '', ...rest] = step.trimEnd().split('\n');
    return { trigger, frames: rest.length === 0 ? [] : rest.join('\n').split(/\n(?=\{)/) };
  });
}

/** A server with one token, to play the session on. */
async function openStage() {
  let info: Partial<ServerInfo> = {};
  let drivers: readonly DriverRow[] = [];
  const server = fakeServer({
    sessions: [
      { kind: 'practice', name: 'Practice', minutes: 120, laps: 0, active: true },
      { kind: 'race', name: 'Race', minutes: 0, laps: 20, active: false },
    ],
  });
  const opened = await openRig({
    tokens: { admin: 'correct-horse-battery' },
    commands,
    app: appOf({
      ...server,
      info: () => ({ ...server.info(), ...info }),
      drivers: () => [...drivers],
      start(progress) {
        info = { state: 'running', startedAt: opened.clock.now() };
        opened.publish({ type: 'serverStarted', version: 'v1.15', adopted: false });
        return server.start(progress);
      },
    }),
  });
  const client = opened.connect();
  await client.opened();
  const driver = { carId: 7, guid: '76561198000000007', name: 'Mark Hannon' };
  return {
    address: opened.address,
    client,
    happenings: {
      'practice begins': () =>
        opened.publish({
          type: 'sessionStarted',
          facts: { ...sessionFacts, index: 0, kind: 'practice', name: 'Practice', minutes: 120 },
          again: false,
        }),
      'Mark Hannon joins': () => {
        drivers = [driverRow(driver)];
        opened.publish({ type: 'driverJoined', driver, model: 'bmw_m3_e30', skin: 'red' });
      },
      'the log says from where': () => {
        drivers = [driverRow({ ...driver, address: { host: '192.0.2.44', port: 50834 } })];
      },
      'Mark Hannon drives a lap': () =>
        opened.publish({ type: 'lapCompleted', driver, lapMs: 98_765, cuts: 0, lap: 1, board: [] }),
      'Mark Hannon leaves': () => opened.publish({ type: 'driverLeft', driver }),
    } as Readonly<Record<string, () => void>>,
  };
}
