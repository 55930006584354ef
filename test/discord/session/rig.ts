import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../../commands/index.ts';
import { Permission } from '../../../sandbox/discord/codes.ts';
import { openLocalDiscord } from '../../../sandbox/discord/server.ts';
import type { Server } from '../../../src/command/app.ts';
import { createDispatcher } from '../../../src/command/dispatch.ts';
import { commandsTables } from '../../../src/discord/interactions/commandsTables.ts';
import { deferralTables } from '../../../src/discord/interactions/deferralTables.ts';
import { openDiscord } from '../../../src/discord/session/client.ts';
import type { DiscordConfig } from '../../../src/discord/session/config.ts';
import { DoctorNotes, doctorTables } from '../../../src/doctor/notes.ts';
import { type Clock, systemClock } from '../../../src/kit/clock.ts';
import type { UserError } from '../../../src/kit/errors.ts';
import type { Store } from '../../../src/store/store.ts';
import { fakeServer } from '../../command/world.ts';
import { appOf } from '../../fakes/app.ts';
import { openStore } from '../../fakes/openStore.ts';
import { HASTE } from '../../haste.ts';

const MESSAGE_CONTENT = 1 << 15;

type Local = Awaited<ReturnType<typeof openLocalDiscord>>;

async function openLeague(): Promise<Local> {
  const local = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    withheldIntents: MESSAGE_CONTENT,
    channels: [{ name: 'race-control' }],
    roles: [{ name: 'Race admin', permissions: Permission.ManageGuild }, { name: 'Marshal' }, { name: 'Racer' }],
    people: [
      { name: 'Ada', roles: ['Race admin'] },
      { name: 'Bea', roles: ['Racer'] },
      { name: 'Stig', roles: ['Marshal'] },
      { name: 'Cy', roles: [] },
    ],
  });
  // Bots are opened one after the other, and sometimes at the same time.
  local.logins.concurrency = 100;
  return local;
}

const configOn = (local: Local, changes: Partial<DiscordConfig>): DiscordConfig => ({
  token: local.token,
  guildId: local.guildId,
  channelId: local.channel('race-control'),
  apiUrl: local.api,
  roleIds: { admin: [local.role('Race admin')], steward: [local.role('Marshal')], driver: [local.role('Racer')] },
  administratorsAreAdmins: true,
  chatToGame: false,
  ...changes,
});

interface Shared {
  readonly local: Local;
  readonly store: Store;
  /** The known outcomes of acts from an earlier start, by id; acts without an outcome are missing. */
  readonly fates: ReadonlyMap<string, string>;
}

async function openOn(
  { local, store, fates }: Shared,
  changes: Partial<DiscordConfig>,
  overrides: Partial<Server>,
  clock: Clock,
) {
  const { server, done } = fakeServer('gt3', overrides);
  const fatal: UserError[] = [];
  const logged: string[] = [];
  const note = (_: object, message: string) => void logged.push(message);
  const log = { info: note, warn: note, error: note };
  const warned: string[] = [];
  const notes = new DoctorNotes(store, clock);
  const discord = await openDiscord({
    config: configOn(local, changes),
    dispatcher: createDispatcher({
      commands,
      app: appOf(server),
      audit: () => {},
      clock,
      log,
    }),
    hide: String,
    servers: [server.id],
    serverForChannel: () => server.id,
    fateOf: async (act) => fates.get(act),
    guidOf: () => undefined,
    store,
    clock,
    log,
    notes,
    onWarnings: (_, sentences) => warned.push(...sentences),
    onFatal: (error) => fatal.push(error),
  });
  return { discord, done, fatal, logged, warned, notes };
}

/** A local Discord with its people. Pitwalls are opened on it one after the other. */
export async function sessionRig() {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-discord-'));
  const store = openStore(directory, [commandsTables, deferralTables, doctorTables]);
  const local = await openLeague();
  const fates = new Map<string, string>();

  return {
    local,
    store,
    fates,
    open: (changes: Partial<DiscordConfig> = {}, overrides: Partial<Server> = {}, clock: Clock = systemClock) =>
      openOn({ local, store, fates }, changes, overrides, clock),
    /** What a person who gave no command can read in the channel. */
    seenBy: (name: string) => local.world.messages(local.channel('race-control'), local.person(name).id),
    ask: (name: string, ...path: string[]) => local.person(name).slash({ channel: 'race-control', path }),
    async close() {
      await local.close();
      store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type SessionRig = Awaited<ReturnType<typeof sessionRig>>;
