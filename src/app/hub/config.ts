/** The effective settings of a hub. */
import type { Config } from '../../config/environment.ts';
import type { HubSettings } from '../../config/fleet.ts';
import type { AnyServerConfig } from '../../config/server.ts';
import { withChosen } from '../../discord/session/setup.ts';
import type { ReadRosterFile } from '../../features/roster/roster.ts';
import { Hosts } from '../../fleet/hosts.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Store } from '../../store/store.ts';

export type HubConfig = Config & { readonly fleet: HubSettings };

/** @throws UserError */
export function mustHaveNone(servers: readonly AnyServerConfig[]): void {
  const [first] = servers;
  if (!first) return;
  throw new UserError(
    `A hub has no game servers of its own: run "pitwall edge" on the machine of ${first.id}, with its own DATA_DIR, even if that is this machine.`,
  );
}

/** The list of game servers changes at runtime. What the hub's own file says about one takes precedence. */
export function liveConfig(given: HubConfig, store: Store, hosts: Hosts): HubConfig {
  const chosen = withChosen(given, store);
  const { fleet } = given;
  const placeOf = (id: string): AnyServerConfig => {
    const { channelIds, routes, notices } = fleet.places.find((each) => each.id === id) ?? {};
    return { id, channelIds, routes, notices };
  };
  return {
    ...chosen,
    fleet,
    get servers() {
      return [...hosts.servers().keys()].map(placeOf);
    },
  };
}

/** Keeps the file as last read, to send it to the edges. */
export function remembering(read: ReadRosterFile = () => undefined) {
  let last: ReturnType<ReadRosterFile>;
  return {
    read: () => {
      last = read();
      return last;
    },
    last: () => last,
  };
}

/** The servers of its edges, as last reported. */
export const serversOfHub = (store: Store, clock: Clock): readonly string[] => [
  ...new Hosts({ store, clock }).servers().keys(),
];
