/** The game servers of all edges, as the hub knows them. */
import type { Server } from '../../command/app.ts';
import type { AnyServerConfig } from '../../config/server.ts';
import { tidyName } from '../../features/content/tidy.ts';
import type { DeskNews } from '../../features/desk/board.ts';
import type { Beside } from '../../fleet/beside.ts';
import { Mirror } from '../../fleet/mirror.ts';
import { UserError } from '../../kit/errors.ts';
import { Signal } from '../../kit/signal.ts';
import { type Bus, createBus } from '../../race/bus.ts';
import { paperKey } from '../edge/beside.ts';
import type { SeenView } from '../edge/talk.ts';
import { relayRace, routingFor } from '../onDiscord.ts';
import { showingBus } from '../shownNames.ts';
import type { HubParts } from './parts.ts';

interface Mirrored {
  readonly mirror: Mirror;
  readonly desk: Signal<DeskNews>;
  view?: SeenView;
}

export class Mirrors {
  readonly #parts: HubParts;
  readonly #servers = new Map<string, Mirrored>();
  readonly #all: ReturnType<typeof createBus>;
  /** How many servers the commands on Discord were last registered for. */
  #told = 0;
  /** For the websocket; servers that appear later are added. */
  readonly clients = new Map<string, Pick<Server, 'view' | 'extraInfo'>>();
  /** Their ids; the same array object for as long as the hub runs. */
  readonly ids: string[] = [];

  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#all = createBus((err, { type }) => parts.log.error({ err, type }, 'a listener failed'));
    for (const id of parts.hosts.servers().keys()) this.#mirrored(id);
    parts.hosts.onChange(() => {
      for (const id of parts.hosts.servers().keys()) this.#mirrored(id);
      this.tellDiscord();
    });
  }

  /** With several servers, commands have an option for the server. */
  tellDiscord(): void {
    const { league, log } = this.#parts;
    if (!league.guild() || this.#told === this.ids.length) return;
    this.#told = this.ids.length;
    league.tellCommands().catch((err: unknown) => log.error({ err }, 'Discord was not told of another server'));
  }

  /** The events of all servers. */
  get bus(): Bus {
    return this.#all;
  }

  /** @returns undefined for a server that belongs to another edge */
  of(edge: string, server: string): Mirror | undefined {
    return this.#isOf(edge, server) ? this.#mirrored(server).mirror : undefined;
  }

  /** Call in the transaction of its row. */
  deskNews(edge: string, server: string, news: unknown): void {
    // Passed on exactly as the edge's own desk sent it.
    if (this.#isOf(edge, server)) this.#mirrored(server).desk.tell(news as DeskNews);
  }

  seen(edge: string, server: string, view: SeenView): void {
    if (this.#parts.hosts.servers().get(server) === edge) this.#mirrored(server).view = view;
  }

  #isOf(edge: string, server: string): boolean {
    return this.#parts.hosts.ownerOf(server, edge) === edge;
  }

  #mirrored(id: string): Mirrored {
    const known = this.#servers.get(id);
    if (known) return known;
    const { store, log } = this.#parts;
    const mirrored: Mirrored = {
      mirror: new Mirror({ store, server: id, log }),
      desk: new Signal<DeskNews>(),
    };
    this.#servers.set(id, mirrored);
    this.ids.push(id);
    this.clients.set(id, this.#clientOf(id, mirrored));
    this.#relay({ id, ...this.#parts.config.servers.find((each) => each.id === id) }, mirrored);
    return mirrored;
  }

  #relay(server: AnyServerConfig, { mirror, desk }: Mirrored): void {
    const { config, outbox, roster, links, late, hosts } = this.#parts;
    const content = namesIn(() => mirror.beside());
    const routing = {
      placeOf: (kind: Parameters<ReturnType<typeof routingFor>['placeOf']>[0]) =>
        routingFor(server, config).placeOf(kind),
      get namesServers() {
        return routingFor(server, config).namesServers;
      },
    };
    relayRace({ config, outbox, roster, content }, routing, {
      bus: late.digesting(showingBus(mirror.bus, { roster, content }), {
        server: server.id,
        routing,
        aheadMs: () => hosts.clockAheadMs(hosts.servers().get(server.id) ?? '') ?? 0,
      }),
      desk,
      accountOf: (guid) => links.userOf(guid),
      contactOf: ({ number }) => mirror.beside().contacts?.[number],
      appealTermOf: (decision) => mirror.beside().terms?.[decision],
      isOnPaper: (decided) => mirror.beside().onPaper?.includes(paperKey(decided)) ?? false,
    });
    mirror.bus.live((event, state) => this.#all.tellLive(event, state));
  }

  #clientOf(id: string, mirrored: Mirrored): Pick<Server, 'view' | 'extraInfo'> {
    const notHere = (): never => {
      throw new UserError(`Programs in the cars of ${id} connect to the websocket of its own host.`);
    };
    return {
      view() {
        const { view, mirror } = mirrored;
        if (!view) throw new UserError(`Nothing is known of ${id} yet: its host has not been heard.`);
        return { ...view, state: mirror.state() };
      },
      extraInfo: { optIn: notHere, optOut: notHere, hear: notHere },
    };
  }
}

/** Names as the event's own host knows them; only that host has the game's files. */
const namesIn = (beside: () => Beside) => ({
  car: (model: string): string => beside().cars?.[model] ?? tidyName(model),
  place: ({ track, layout }: { readonly track: string; readonly layout: string }) =>
    beside().places?.find((each) => each.track === track && each.layout === layout)?.shown ?? {
      track: tidyName(track),
      layout: tidyName(layout),
    },
});
