import { game } from '../../commands/game.ts';
import { help } from '../../commands/help.ts';
import type { Dialect } from '../../src/acserver/dialect.ts';
import { ChatFrontEnd, type ChatLine } from '../../src/chat/line.ts';
import type { AuditRow } from '../../src/command/audit.ts';
import type { Role } from '../../src/command/caller.ts';
import { type Command, command } from '../../src/command/command.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import type { Effects } from '../../src/command/effects.ts';
import { optional, sentence, text } from '../../src/command/param.ts';
import type { Stay } from '../../src/events/driver.ts';
import type { RightsOptions } from '../../src/features/rights/rights.ts';
import { emptyState, type PresentDriver, type RaceState } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { fakeServer } from '../command/world.ts';
import { appOf } from '../fakes/app.ts';
import { auditInto } from '../fakes/audit.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeExtraInfo } from '../fakes/extraInfo.ts';
import { fakeRights } from '../fakes/rights.ts';

export const GUID = '76561197900000001';
const PASSWORD = 'hunter2 with blanks';
export const STAY: Stay = { run: 1, carId: 3, guid: GUID, connection: 0 };

const elena: PresentDriver = {
  carId: 3,
  guid: GUID,
  name: 'Elena',
  model: 'abarth500',
  skin: '',
  joinedAt: 0,
  loaded: true,
};

const doing = (
  ran: string[],
  name: string,
  role: Role,
  effect: Effects = ['speaks in the game'],
  aliases: string[] = [],
): Command =>
  command({
    name,
    aliases,
    about: `Does ${name}`,
    role,
    is: 'act',
    effect,
    params: { who: optional(text('Who')), why: optional(sentence('Reason')) },
    run: ({ who, why }) => {
      ran.push([name, who, why].filter(Boolean).join(' '));
      return { kind: 'note', text: `${name} done` };
    },
  });

const vocabulary = (ran: string[]) => [
  ...game,
  ...help,
  doing(ran, 'kick', 'steward', ['sends away']),
  doing(ran, 'ballast', 'steward', ['changes a car']),
  doing(ran, 'next_session', 'admin', ['changes the session'], ['ksns']),
  doing(ran, 'me', 'driver'),
  { ...doing(ran, 'spectate', 'steward', ['changes the view']), forSpectators: true } as const,
];

interface Setting {
  readonly dialect?: Dialect;
  readonly linked?: Role;
  readonly spectator?: string;
  readonly addressOf?: RightsOptions['addressOf'];
}

/** The chat of one server, with Elena in car 3. */
export function frontEnd({ dialect = 'kunos', linked, spectator = '', addressOf = () => undefined }: Setting = {}) {
  const [said, ran, audit]: [string[], string[], AuditRow[]] = [[], [], []];
  const clock = new FakeClock();
  const extraInfo = fakeExtraInfo();
  let state: RaceState = { ...emptyState(1), drivers: new Map([[3, elena]]) };
  const rights = fakeRights({ dialect, clock, passwords: () => ({ admin: PASSWORD, spectator }), addressOf });
  const { server } = fakeServer('main', { rights, extraInfo, drivers: () => [] });
  const app = appOf(server);
  const dispatcher = createDispatcher({
    commands: vocabulary(ran),
    app,
    audit: auditInto(audit),
    clock,
    log: { error: (fields) => said.push(`fault ${JSON.stringify(fields)}`) },
  });
  const front = new ChatFrontEnd({
    server: 'main',
    dialect,
    dispatcher,
    rights,
    speaker: {
      linesOf: (words) => [words],
      say: async (_, words) => {
        said.push(words);
        return 1;
      },
    },
    view: () => ({ state }),
    words: english,
    linkedRole: async () => linked,
    clock,
    log: { error: () => said.push('fault') },
  });
  return {
    /** What the driver reads. */
    said,
    /** The commands that were carried out, with their arguments. */
    ran,
    audit,
    clock,
    extraInfo,
    rights,
    dispatcher,
    /** Logs Elena in as admin, without a line of chat. */
    prove: () => rights.login({ stay: STAY }, 'admin', PASSWORD),
    /** Puts somebody into a car, replacing whoever was there. */
    sit(carId: number, who: Partial<PresentDriver> = {}) {
      const drivers = new Map(state.drivers).set(carId, { ...elena, carId, ...who });
      const connections = new Map(state.connections).set(carId, (state.connections.get(carId) ?? 0) + 1);
      state = { ...state, drivers, connections };
    },
    receive: (line: ChatLine) => front.receive(line),
    type: (text: string, left: readonly string[] = []) => front.receive({ carId: 3, text, left }),
  };
}
