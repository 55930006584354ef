/** What the hub answers its edges and sends them. */
import type { Incident } from '../../events/incident.ts';
import type { BoardState } from '../../features/board/board.ts';
import { withLeagueNames } from '../../features/roster/naming.ts';
import {
  type HubBeat,
  type HubFacts,
  readDriver,
  readGuid,
  readHello,
  readOfServer,
  readPicture,
  readSaid,
  readUser,
} from '../../fleet/facts.ts';
import { subjectsOf } from '../../fleet/subjects.ts';
import { every } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Said, SeenView } from '../edge/talk.ts';
import { linkedRoles, showBoard } from '../onDiscord.ts';
import type { EdgesLink } from './link.ts';
import type { Mirrors } from './mirrors.ts';
import type { HubParts } from './parts.ts';

const BEAT_MS = 5000;

/** @returns a function that sends the edges the current facts (links, roster) at once */
export function answerEdges(parts: HubParts, mirrors: Mirrors, edges: Pick<EdgesLink, 'standing'>): () => void {
  const { config, hosts, talk, proved, links, league, outbox, roster } = parts;
  const up = subjectsOf.up('*');
  const roleOf = linkedRoles(parts);
  const facts = new Facts(parts, edges);
  talk.answer(up.hello, (value, edge) => hosts.greeted(edge, readHello(value)));
  talk.answer(up.facts, () => facts.now());
  talk.answer(up.link, (value) => proved.begin(readDriver(value)));
  talk.answer(up.unlink, async (value) => {
    const wasLinked = await links.unlink(readUser(value));
    facts.tell();
    return wasLinked;
  });
  talk.answer(up.role, (value) => roleOf(readGuid(value)));
  talk.answer(up.discuss, (value) => {
    const { incident } = value as { readonly incident: Incident };
    // With league names, as that edge's own stewards see it.
    return league.discuss(withLeagueNames(roster, incident), outbox);
  });
  talk.hear(up.view, (value, edge) => {
    const { server, view } = readOfServer(value);
    mirrors.seen(edge, server, view as SeenView);
  });
  talk.hear(up.board, (value, edge) => {
    const { server } = readOfServer(value);
    const known = config.servers.find(({ id }) => id === server);
    if (!known || hosts.servers().get(server) !== edge) return;
    // The edge has already replaced the names of cars and tracks.
    showBoard(known, value as BoardState, { ...parts, content: { car: (name) => name, place: (place) => place } });
  });
  facts.tell();
  parts.opened(every(parts.clock, BEAT_MS, () => facts.tell()));
  return () => facts.tell();
}

class Facts {
  readonly #parts: HubParts;
  readonly #edges: Pick<EdgesLink, 'standing'>;
  #told = '';
  #revision = 0;

  constructor(parts: HubParts, edges: Pick<EdgesLink, 'standing'>) {
    this.#parts = parts;
    this.#edges = edges;
  }

  now(): HubFacts {
    const { proved, rosterText } = this.#parts;
    const { links, former } = proved.all();
    return { links: [...links], former: [...former], roster: rosterText() };
  }

  tell(): void {
    const text = JSON.stringify(this.now());
    if (text !== this.#told) this.#revision += 1;
    this.#told = text;
    const standing = this.#edges.standing();
    if (!standing) return;
    const beat: HubBeat = { hub: standing.hub, taken: standing.taken, revision: this.#revision };
    this.#parts.talk.tell(subjectsOf.all, beat);
  }
}

const PICTURE_MS = 15_000;
const SAID_MS = 10_000;

/** From an edge; undefined if there is no picture, or no edge to ask. */
export async function pictureOf({ talk, hosts }: Pick<HubParts, 'talk' | 'hosts'>, server: string, source: string) {
  const edge = hosts.servers().get(server);
  if (edge === undefined) return undefined;
  const drawn = await talk.ask(subjectsOf.down(edge).picture, { source }, PICTURE_MS).catch(() => null);
  const read = readPicture(drawn);
  return read && { bytes: Buffer.from(read.base64, 'base64'), alt: read.alt };
}

/** Says a message in the game of one server: all of its lines, some, or none. */
export async function sayAt(
  { talk, hosts }: Pick<HubParts, 'talk' | 'hosts'>,
  said: Said,
): Promise<{ readonly lines: number; readonly sent: number }> {
  const edge = hosts.servers().get(said.server);
  if (edge === undefined) throw new UserError(`Nobody has a server ${said.server}.`);
  const answer = await talk.ask(subjectsOf.down(edge).say, said, SAID_MS);
  return readSaid(answer);
}
