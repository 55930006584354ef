/** Frames sent to clients without a request. */
import { hear, type RaceEvent } from '../events/events.ts';
import { plain } from '../kit/sentence.ts';
import type { Bus } from '../race/bus.ts';
import type { Client, ClientServers } from './client.ts';
import type { Connection } from './connection.ts';
import type { JsonFrame } from './shapes/shape.ts';
import { isToldTo, visibleTo } from './subscription.ts';

/** Sends events to every authenticated connection, once they are on disk. The returned function stops that. */
export function relayToClients(
  buses: ReadonlyMap<string, Bus>,
  connections: ReadonlySet<Connection>,
  servers: ClientServers,
): () => void {
  const tell = (event: RaceEvent): void => {
    for (const connection of connections) {
      const { told, subscribed } = framesOf(event, connection.client, servers);
      // As in the README: a client that starts the server first gets the answer, then the event.
      if (event.type === 'serverStarted') connection.sendInTurn(told);
      else connection.send(told);
      connection.send(subscribed);
    }
  };
  const stops = [...buses.values()].map((bus) => bus.live(tell));
  return () => {
    for (const stop of stops) stop();
  };
}

/** The frames for one event: in the client's shape, and as plain data if it subscribed. */
function framesOf(
  event: RaceEvent,
  client: Client,
  servers: ClientServers,
): Record<'told' | 'subscribed', readonly JsonFrame[]> {
  const { role, shape, server, subscriptions } = client;
  if (role === undefined || !isToldTo(role, event.type)) return { told: [], subscribed: [] };
  const subscribed = subscriptions.has(event.server) ? [{ data: { event: visibleTo(role, inPlainText(event)) } }] : [];
  if (server !== undefined && server !== event.server) return { told: [], subscribed };
  // An adopted server was started long ago.
  if (event.type === 'serverStarted' && event.adopted) return { told: [], subscribed };
  const viewer = { role, viewOf: (id: string) => servers.get(id)?.view() };
  const frames = hear(shape.pushes, event, viewer) ?? [];
  const several = server === undefined && servers.size > 1;
  return { told: several ? frames.map((frame) => ({ server: event.server, ...frame })) : frames, subscribed };
}

/** Programs get sentences as text. */
function inPlainText(event: RaceEvent): RaceEvent {
  if (event.type !== 'driverKicked' && event.type !== 'kickMissed') return event;
  return event.reason === undefined ? event : { ...event, reason: plain(event.reason) };
}
