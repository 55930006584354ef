import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { ChatFrontEnd } from '../../src/chat/line.ts';
import type { Role } from '../../src/command/caller.ts';
import { emptyState, type PresentDriver } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { driver, fakeServer, worldOf } from '../command/world.ts';
import { fakeControl } from '../fakes/control.ts';
import { fakeIncidents } from '../fakes/incidents.ts';
import { fakePenalties } from '../fakes/penalties.ts';

const OTTO = '76561197900000001';
const otto: PresentDriver = {
  carId: 3,
  guid: OTTO,
  name: 'Otto',
  model: 'abarth500',
  skin: '',
  joinedAt: 0,
  loaded: true,
};

/** Otto's Discord account has this role, and nobody has typed a password. */
function carOf(linked: Role) {
  const [control, penalties, incidents] = [fakeControl(), fakePenalties(), fakeIncidents()];
  const { server, done } = fakeServer('gt3', {
    control,
    penalties,
    incidents,
    drivers: () => [driver({ carId: 4, name: 'Victim', guid: '76561197900000009' })],
    state: { ...emptyState(1), drivers: new Map([[3, otto]]) },
  });
  const { dispatcher, audit, clock } = worldOf(commands, [server]);
  const said: string[] = [];
  const front = new ChatFrontEnd({
    server: 'gt3',
    dialect: 'kunos',
    dispatcher,
    rights: server.rights,
    speaker: { linesOf: (words) => [words], say: async (_, words) => said.push(words) },
    view: () => server.view(),
    words: english,
    linkedRole: async () => linked,
    clock,
    log: { error: (fields: object) => said.push(JSON.stringify(fields)) },
  });
  return {
    said,
    audit,
    rights: server.rights,
    /** What was carried out: by the server, by control, as penalties, as incidents. */
    done: () => [...done, ...control.done, ...penalties.asked, ...incidents.asked],
    type: (text: string) => front.receive({ carId: 3, text }),
  };
}

const KELVIN = '\u212a';

describe('a linked account cannot kick, ban or change sessions from the car', () => {
  test.each([
    ['steward', '!kick Victim'],
    ['steward', '!penalty give Victim kick because'],
    ['steward', '!penalty give Victim KICK'],
    ['steward', '!incident decide 3 Bea kick'],
    ['steward', '!incident decide 3 4 kick'],
    ['steward', `!${KELVIN}ick Victim`],
    ['steward', `!penalty give Victim ${KELVIN}ick`],
    ['steward', `!FORCE_KIC${KELVIN} Victim`],
    ['admin', `!${KELVIN}sns`],
    ['admin', `!${KELVIN}srs`],
    ['admin', '!ksns'],
    ['admin', '!KSRS'],
    ['admin', '!ban Victim 1d test'],
    ['admin', '!unban 76561197900000009'],
    ['admin', '!server stop'],
    ['admin', '!server set RACE laps 3'],
    ['admin', '!shutdown now'],
    ['admin', '/kick 4'],
    ['admin', '/penalty give Victim kick'],
  ] as const)('%s: %s', async (role, line) => {
    const { type, done, audit } = carOf(role);
    await type(line);
    expect(done()).toEqual([]);
    expect(audit.filter(({ outcome }) => outcome === 'done')).toEqual([]);
  });

  test('and is told why', async () => {
    const { type, said, audit } = carOf('steward');
    await type('!penalty give Victim kick because');
    expect(said).toEqual([
      'A linked account cannot kick or ban anybody from the car; that needs the admin password of the server.',
    ]);
    expect(audit).toMatchObject([{ command: 'penalty give', outcome: 'denied', caller: { role: 'steward' } }]);
  });

  test('and is not told an alternative with "!" that would be denied', async () => {
    const { type, said, done } = carOf('admin');
    for (const line of ['/next_session', '/ksns', '/ksrs']) await type(line);
    expect(said).toEqual(
      Array(3).fill('acServer keeps this for its own admins: type "/admin" and the password first.'),
    );
    expect(done()).toEqual([]);
  });
});

describe('a linked account can do', () => {
  test.each([
    ['steward', '!penalty give Victim time 5 contact', 'give'],
    ['steward', '!incident decide 3 Bea warning', 'decide'],
    ['steward', '!ballast 4 20', 'setBallast'],
    ['admin', '!next_weather', 'nextWeather'],
  ] as const)('%s: %s', async (role, line, what) => {
    const { type, done } = carOf(role);
    await type(line);
    expect(JSON.stringify(done())).toContain(what);
  });

  test('everything, once the password was typed', async () => {
    const { type, rights, done } = carOf('steward');
    rights.login({ stay: { run: 1, carId: 3, guid: OTTO, connection: 0 } }, 'admin', 'hunter2');
    await type('!kick Victim');
    await type('!ksns');
    expect(done()).toHaveLength(2);
  });
});
