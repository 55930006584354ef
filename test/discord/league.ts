import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { commands } from '../../commands/index.ts';
import { openLocalDiscord } from '../../sandbox/discord/server.ts';
import { createDispatcher } from '../../src/command/dispatch.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTables.ts';
import { deferralTables } from '../../src/discord/interactions/deferralTables.ts';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../src/discord/outbox/transport.ts';
import { type Discord, openDiscord } from '../../src/discord/session/client.ts';
import { type Clock, systemClock } from '../../src/kit/clock.ts';
import type { UserError } from '../../src/kit/errors.ts';
import { english } from '../../src/texts/english/index.ts';
import { fakeServer } from '../command/world.ts';
import { eventuallyHolds } from '../eventually.ts';
import { appOf } from '../fakes/app.ts';
import { openStore } from '../fakes/openStore.ts';
import { HASTE } from '../haste.ts';

const CHANNEL = 'race-control';

export type League = Awaited<ReturnType<typeof openLeague>>;

/** A Discord of its own with one driver, and a bot that `start` starts. */
async function openLeague(clock: Clock = systemClock) {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-faults-'));
  const store = openStore(directory, [commandsTables, deferralTables, outboxTables]);
  const requests: string[] = [];
  const local = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    channels: [{ name: CHANNEL }],
    roles: [{ name: 'Racer' }],
    people: [{ name: 'Bea', roles: ['Racer'] }],
    observe: ({ route, status }) => requests.push(`${route} ${status}`),
  });
  const logged: string[] = [];
  const note = (fields: object, message: string) => logged.push(`${message} ${JSON.stringify(fields)}`);
  const log = { info: note, warn: note, error: note };
  const fatal: UserError[] = [];
  const outbox = new Outbox({ store, clock, log, words: english, hide: String });
  const { server } = fakeServer('gt3');
  let discord: Discord | undefined;

  async function start(): Promise<Discord> {
    const app = appOf(server);
    discord = await openDiscord({
      config: {
        token: local.token,
        guildId: local.guildId,
        channelId: local.channel(CHANNEL),
        apiUrl: local.api,
        roleIds: { admin: [], steward: [], driver: [local.role('Racer')] },
        administratorsAreAdmins: true,
        chatToGame: false,
      },
      dispatcher: createDispatcher({ commands, app, audit: () => {}, clock, log }),
      servers: [server.id],
      serverForChannel: () => server.id,
      fateOf: async () => undefined,
      guidOf: () => undefined,
      store,
      clock,
      log,
      hide: String,
      onFatal: (error) => fatal.push(error),
    });
    outbox.open(discordTransport(discord.client.rest, discord.client.application.id));
    return discord;
  }

  async function close(): Promise<void> {
    await outbox.close(0);
    await discord?.close();
    await local.close();
    store.close();
    rmSync(directory, { recursive: true, force: true });
  }

  const ask = () => local.person('Bea').slash({ channel: CHANNEL, path: ['server', 'info'] });

  /** A driver gives a command, and repeats it if no answer came within Discord's three seconds. */
  async function isAnswered(): Promise<void> {
    const answered = async (): Promise<void> => {
      const asked = ask();
      await asked.done();
      expect(asked.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
    };
    await eventuallyHolds(answered);
  }

  return {
    local,
    faults: local.faults,
    logged,
    fatal,
    requests,
    start,
    close,
    ask,
    isAnswered,
    post: (content: string) => outbox.post(local.channel(CHANNEL), { lane: 'race', body: { content } }),
    /** What is in the channel, except answers. */
    posted: () =>
      local.world
        .messages(local.channel(CHANNEL))
        .map(({ content }) => content)
        .filter((content) => content !== ''),
  };
}

/** Runs `story` with a league of its own. */
export async function inLeague(story: (league: League) => Promise<void>, clock?: Clock): Promise<void> {
  const league = await openLeague(clock);
  try {
    await story(league);
    expect(league.fatal).toEqual([]);
  } finally {
    await league.close();
  }
}
