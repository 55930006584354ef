/** A league on one host: Discord, hub, NATS and edge, with connections between them that can be cut. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boardSettings, leagueWithBoard, settingsFor } from '../../../sandbox/demo/league.ts';
import { type LocalDiscord, openLocalDiscord } from '../../../sandbox/discord/server.ts';
import { openLifeline } from '../../../sandbox/lifeline.ts';
import { CuttingProxy } from '../../fleet/nats/cuttingProxy.ts';
import { NatsServer } from '../../fleet/nats/natsServer.ts';
import { HASTE } from '../../haste.ts';
import { patientClock } from '../../patientClock.ts';
import { freePort } from '../../ports.ts';
import { type EdgeHost, Host, openEdgeHost } from '../fleetRig.ts';
import { judged } from '../rig.ts';
import { DiskWatch } from './diskWatch.ts';
import { GameLog } from './gameLog.ts';
import { READY } from './weather.ts';

export interface StormRig {
  readonly discord: LocalDiscord;
  readonly nats: NatsServer;
  readonly ways: Readonly<Record<'edge' | 'hub', CuttingProxy>>;
  readonly hub: Host;
  readonly edge: EdgeHost;
  readonly log: GameLog;
  /** The edge's websocket, for programs beside it. */
  readonly websocket: string;
  close(): Promise<void>;
}

export async function openStormRig(): Promise<StormRig> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-storm-'));
  const complaints: string[] = [];
  const discord = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    clock: patientClock,
    ...leagueWithBoard,
    ...judged(complaints, undefined),
  });
  // They are killed and restarted within seconds.
  discord.logins.concurrency = 16;
  const nats = await NatsServer.start();
  const ports = { edge: await freePort(), hub: await freePort() };
  const ways = {
    edge: await CuttingProxy.open(ports.edge, nats.port),
    hub: await CuttingProxy.open(ports.hub, nats.port),
  };
  const lifeline = await openLifeline();
  const hub = new Host('hub', mkdtempSync(join(directory, 'hub-')), {
    ...settingsFor(discord),
    ...boardSettings(discord),
    NATS_URL: `nats://127.0.0.1:${ports.hub}`,
    NATS_PASSWORD: 'hub-secret',
  });
  const websocket = await freePort();
  const edge = await openEdgeHost({
    directory,
    name: 'a',
    server: 'spa',
    natsUrl: `nats://127.0.0.1:${ports.edge}`,
    lifeline: lifeline.port,
    // A kicked driver is back after two seconds at the earliest.
    speed: 5,
    // Each incident has its own card from the start, and drivers read nothing but what the test is about.
    settings: { WEBSOCKET_PORT: String(websocket), FOLD_KMH: '0', GREETING: 'off' },
  });
  const log = new GameLog(join(edge.data, 'servers', 'spa', 'logs'), new DiskWatch(directory));
  await hub.start(READY.hub);
  await edge.start(READY.edge);
  return {
    discord,
    nats,
    ways,
    hub,
    edge,
    log,
    websocket: `ws://127.0.0.1:${websocket}`,
    async close() {
      log.close();
      await edge.end();
      await hub.end();
      for (const way of Object.values(ways)) await way.close();
      await nats.end('SIGKILL');
      lifeline.close();
      await discord.close();
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
      if (complaints.length > 0) throw new Error(`Discord's own document says otherwise:\n${complaints.join('\n')}`);
    },
  };
}
