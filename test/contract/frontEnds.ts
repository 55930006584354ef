import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { Permission } from '../../sandbox/discord/codes.ts';
import { openLocalDiscord } from '../../sandbox/discord/server.ts';
import { ChatFrontEnd } from '../../src/chat/line.ts';
import type { Role, Via } from '../../src/command/caller.ts';
import { type Command, offeredBy } from '../../src/command/command.ts';
import type { Dispatcher, Outcome } from '../../src/command/dispatch.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTables.ts';
import { deferralTables } from '../../src/discord/interactions/deferralTables.ts';
import { openDiscord } from '../../src/discord/session/client.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { emptyState, type PresentDriver } from '../../src/race/state.ts';
import { english } from '../../src/texts/english/index.ts';
import { openWebsocket } from '../../src/websocket/server.ts';
import { worldOf } from '../command/world.ts';
import { openStore } from '../fakes/openStore.ts';
import { HASTE } from '../haste.ts';
import { patientClock } from '../patientClock.ts';

/** A command by its name, and its parameters by theirs, in order. */
interface Said {
  readonly command: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

/** A front end, with three people behind it. */
export interface FrontEnd {
  readonly via: Via;
  /** Says it, and returns everything that came back; empty for silence. */
  ask(role: Role, said: Said): Promise<string>;
  /** Says a whole line, if the front end takes lines. */
  line?(role: Role, line: string): Promise<string>;
  /** What was logged as an internal fault. */
  readonly faults: readonly object[];
  close(): Promise<void>;
}

export const FRONT_ENDS = { Discord: onDiscord, 'the websocket': onWebsocket, 'the game chat': inGame } as const;

const TOKENS = { driver: 'driver-token', steward: 'steward-token', admin: 'admin-token' } as const;
const NAMES = { driver: 'Dora', steward: 'Stig', admin: 'Ada' } as const;
const ROLES = ['driver', 'steward', 'admin'] as const;

/** As if the dispatcher were in another process: everything sent to it and back is copied. */
function remoteWorldOf(commands: readonly Command[]) {
  const world = worldOf(commands);
  const { dispatcher } = world;
  const remote: Dispatcher = {
    commands,
    dispatch: async (call, progress) => copied(await dispatcher.dispatch(structuredClone(call), progress)),
    formOf: (call) => dispatcher.formOf(structuredClone(call)),
    judge: (call) => dispatcher.judge(structuredClone(call)),
    suggest: async (call, param) => structuredClone(await dispatcher.suggest(structuredClone(call), param)),
    isPrivate: (line, role) => dispatcher.isPrivate(line, role),
  };
  return { ...world, dispatcher: remote };
}

/** Copies every outcome, except an answer that is made to fail while it is rendered. */
function copied(outcome: Outcome): Outcome {
  const isTrap = outcome.kind === 'done' && Object.getOwnPropertyDescriptor(outcome.answer, 'text')?.get;
  return isTrap ? outcome : structuredClone(outcome);
}

async function onDiscord(commands: readonly Command[]): Promise<FrontEnd> {
  const { dispatcher, app, errors } = remoteWorldOf(commands.filter((command) => offeredBy(command, 'slash')));
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-contract-'));
  const store = openStore(directory, [commandsTables, deferralTables]);
  const local = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    clock: patientClock,
    channels: [{ name: 'race-control' }],
    // The owner shows these people every command, but roles still decide.
    roles: ROLES.map((name) => ({ name, permissions: Permission.ManageGuild })),
    people: ROLES.map((role) => ({ name: NAMES[role], roles: [role] })),
  });
  const discord = await openDiscord({
    config: {
      token: local.token,
      guildId: local.guildId,
      channelId: local.channel('race-control'),
      apiUrl: local.api,
      roleIds: { admin: [local.role('admin')], steward: [local.role('steward')], driver: [local.role('driver')] },
      administratorsAreAdmins: true,
      chatToGame: false,
    },
    ...{ dispatcher, store, clock: systemClock, words: english, hide: String, onFatal() {} },
    servers: [...app.servers.keys()],
    serverForChannel: () => undefined,
    fateOf: async () => undefined,
    guidOf: () => undefined,
    log: { info() {}, warn() {}, error: (fields: object) => void errors.push(fields) },
  });
  return {
    via: 'slash',
    faults: errors,
    async ask(role, { command, args = {} }) {
      const use = { channel: 'race-control', path: command.split(' '), options: args };
      const asked = local.person(NAMES[role]).slash(use);
      await asked.done();
      const { content = '', embeds = [], components = [] } = asked.followUps.at(-1) ?? asked.reply() ?? {};
      const modal = asked.modal ? JSON.stringify(asked.modal) : '';
      return [
        content,
        ...[embeds, components].map((part) => (part.length > 0 ? JSON.stringify(part) : '')),
        modal,
      ].join('');
    },
    async close() {
      await discord.close();
      await local.close();
      store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function onWebsocket(commands: readonly Command[]): Promise<FrontEnd> {
  const { dispatcher, app, errors, clock } = remoteWorldOf(commands);
  const websocket = await openWebsocket({
    hide: String,
    port: 0,
    tokens: TOKENS,
    dispatcher,
    servers: app.servers,
    clock,
    version: '0',
    buses: new Map(),
    log: { warn() {}, error: (fields: object) => void errors.push(fields) },
  });
  const sockets = Object.fromEntries(await Promise.all(ROLES.map(async (role) => [role, await enter(role)] as const)));

  async function enter(role: Role): Promise<WebSocket> {
    const socket = new WebSocket(`ws://${websocket.address}`, { headers: { authorization: `Bearer ${TOKENS[role]}` } });
    await once(socket, 'message');
    return socket;
  }

  async function line(role: Role, text: string): Promise<string> {
    clock.advance(100); // a person, not a flood
    const socket = sockets[role];
    if (!socket) throw new Error(`nobody is ${role}`);
    const answer = once(socket, 'message');
    socket.send(text);
    return String(await answer);
  }

  return {
    via: 'socket',
    faults: errors,
    ask: (role, said) => line(role, lineOf(said)),
    line,
    async close() {
      for (const socket of Object.values(sockets)) socket.terminate();
      await websocket.close();
    },
  };
}

async function inGame(commands: readonly Command[]): Promise<FrontEnd> {
  const { dispatcher, app, errors, clock } = remoteWorldOf(commands);
  const said: string[] = [];
  const rights = [...app.servers.values()][0]?.rights;
  if (!rights) throw new Error('there is no server');
  const { carId, guid } = seatOf('admin');
  rights.login({ stay: { run: 1, carId, guid, connection: 0 } }, 'admin', 'hunter2');
  const front = new ChatFrontEnd({
    server: 'gt3',
    dispatcher,
    rights,
    clock,
    dialect: 'kunos',
    speaker: { linesOf: (words) => [words], say: async (_, words) => said.push(words) },
    view: () => ({
      state: { ...emptyState(1), drivers: new Map(ROLES.map((role) => [ROLES.indexOf(role), seatOf(role)])) },
    }),
    words: english,
    linkedRole: async (guid) => (guid === seatOf('steward').guid ? 'steward' : undefined),
    log: { error: (fields: object) => void errors.push(fields) },
  });

  async function line(role: Role, text: string): Promise<string> {
    clock.advance(1000); // a person, not a flood
    said.length = 0;
    await front.receive({ carId: seatOf(role).carId, text: `!${text}` });
    return said.join('\n');
  }

  return { via: 'chat', faults: errors, ask: (role, words) => line(role, lineOf(words)), line, async close() {} };
}

const seatOf = (role: Role): PresentDriver => ({
  ...{ carId: ROLES.indexOf(role), guid: `7656119790000000${ROLES.indexOf(role)}`, name: NAMES[role] },
  model: 'abarth500',
  skin: '',
  joinedAt: 0,
  loaded: true,
});

/** The line as somebody types it: values with spaces are quoted, except the last one, which needs no quotes. */
function lineOf({ command, args = {} }: Said): string {
  const values = Object.values(args).map(String);
  const words = values.map((value, index) => (index < values.length - 1 && /\s/.test(value) ? `"${value}"` : value));
  return [command, ...words].join(' ');
}
