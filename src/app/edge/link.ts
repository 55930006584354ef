/** Connects to the hub, retrying for as long as it takes, while the race goes on. */
import { EdgeLink } from '../../fleet/nats/edgeLink.ts';
import { Orders } from '../../fleet/orders.ts';
import { Publisher } from '../../fleet/publisher.ts';
import { every } from '../../kit/clock.ts';
import { showingDispatcher } from '../shownNames.ts';
import { hidden } from './beside.ts';
import type { EdgeParts } from './parts.ts';
import { withoutAddresses } from './private.ts';
import { pulseOf } from './pulse.ts';

const DAY_MS = 24 * 60 * 60_000;

export function openHubLink(parts: EdgeParts): void {
  void connect(parts).catch((err: unknown) => parts.log.error({ err }, 'there is no way to the hub'));
}

async function connect(parts: EdgeParts): Promise<void> {
  const { config, clock, log, opened, store, talk, out, dispatcher, fateOf, hide, way, hub } = parts;
  const { edge } = config.fleet;
  const shown = showingDispatcher(dispatcher, parts);
  const orders = new Orders({
    store,
    clock,
    segment: out.segment,
    dispatcher: {
      // Programs get the names that the game server uses.
      async dispatch(call, progress) {
        const by = call.caller.via === 'socket' ? dispatcher : shown;
        return hidden(withoutAddresses(await by.dispatch(call, progress)), hide);
      },
    },
    fateOf,
    log,
  });
  orders.prune();
  opened(every(clock, DAY_MS, () => orders.prune()));
  const connection = await way.connection;
  if (!connection) return;
  const publisher = new Publisher(out);
  const link = new EdgeLink({
    connection,
    edge,
    segment: out.segment,
    publisher,
    orders,
    counted: (told) => way.countOn(store, told),
    letter: config.fleet.letter,
    obeys: (life) => hub.obeys(life),
    stuck: () => void way.watch.look(),
    admitted: (is) => (is ? talk.open(connection) : talk.close()),
    pulse: pulseOf(store, out, clock),
    clock,
    log,
  });
  opened(() => link.close());
  out.onMore(() => link.pump());
  way.watch.connected(connection);
}
