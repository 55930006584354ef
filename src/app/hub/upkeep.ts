/**
 * What a hub adds to /doctor, /setup and its figures: the state of its edges, and their facts about their game servers.
 */
import type { ServerFacts } from '../../doctor/facts.ts';
import { PROTOCOL, readLooked } from '../../fleet/facts.ts';
import type { Hosts } from '../../fleet/hosts.ts';
import { lookAtNats } from '../../fleet/nats/look.ts';
import { subjectsOf } from '../../fleet/subjects.ts';
import type { Figures } from '../../health/figures.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import type { HubUpkeep } from '../upkeep.ts';
import { ownVersion } from '../version.ts';
import { sayAt } from './answers.ts';
import type { EdgesLink } from './link.ts';
import type { HubParts } from './parts.ts';

/** An edge needs time to check its files and query its game servers. */
const LOOKED_MS = 8000;

export function hubUpkeep(parts: HubParts, edges: EdgesLink): HubUpkeep {
  const { config, hosts } = parts;
  return {
    async facts() {
      const here = hosts.facts().filter(({ silentSince }) => silentSince === undefined);
      const [nats, ...servers] = await Promise.all([
        lookAtNats(config.fleet.nats),
        ...here.map(({ edge }) => serversOf(parts, edge)),
      ]);
      const fleet = {
        version: ownVersion(),
        protocol: PROTOCOL,
        language: config.language,
        linkDownSince: hosts.silence.linkDownSince(),
        isServing: edges.isServing(),
        edges: hosts.facts(),
      };
      return { nats, fleet, servers: servers.flat() };
    },
    say: (line) =>
      Promise.all([...hosts.servers()].map(([server, edge]) => said(parts, edges, { server, edge, line }))),
  };
}

/** Empty for an edge of an older version, or one that does not answer in time. */
async function serversOf({ talk, log }: HubParts, edge: string): Promise<readonly ServerFacts[]> {
  try {
    const facts = await talk.ask(subjectsOf.down(edge).doctor, {}, LOOKED_MS);
    // Plain data of the edge's own checks. Checks that the edge's version does not have are absent.
    return readLooked(facts) as readonly ServerFacts[];
  } catch (err) {
    log.warn({ err, edge }, 'a host has not said how its game servers are');
    return [];
  }
}

async function said(
  parts: HubParts,
  edges: EdgesLink,
  { server, edge, line }: { readonly server: string; readonly edge: string; readonly line: string },
): Promise<string> {
  const expiry = edges.expiry(edge);
  if (!expiry) return `${server}: the host ${edge} is out of reach.`;
  try {
    const { sent } = await sayAt(parts, { server, text: line, ...expiry });
    return sent > 0 ? `${server}: said in the game.` : `${server}: nothing was said; the game server is not up.`;
  } catch (error) {
    return `${server}: ${error instanceof UserError ? messageOf(error) : `the host ${edge} has not answered in time.`}`;
  }
}

export const edgeFigures = (hosts: Pick<Hosts, 'facts'>): Figures['edges'] =>
  hosts.facts().map(({ edge, silentSince, heardMs, waiting, clockAheadMs }) => ({
    edge,
    isHeard: silentSince === undefined,
    heardMs,
    rowsBehind: waiting,
    clockAheadMs,
  }));
