/** Checks a running hub's edges. */
import { timeOf } from '../../kit/timeOfDay.ts';
import type { EdgeFacts, FleetFacts } from '../natsFacts.ts';
import { type Finding, fault, NOT_HERE, notRun, type Row, type Verdict, warning } from '../row.ts';

/** A larger difference makes the countdowns on Discord wrong, because they use the reader's clock. */
const CLOCK_MS = 2000;

/** What races produce in ten minutes; fewer rows are just on their way. */
const BEHIND = 1000;

export const edgeRows: readonly Row[] = [
  { number: 58, title: 'The hub is reading what its edges send', check: inFleet(serving) },
  { number: 59, title: 'Every edge is in touch', check: inFleet(each(silence)) },
  { number: 60, title: 'Hub and edges run the same version', check: inFleet(each(version)) },
  { number: 61, title: 'Hub and edge clocks agree', check: inFleet(each(clock)) },
  { number: 62, title: 'The hub is up to date with its edges', check: inFleet(each(behind)) },
  { number: 63, title: 'Every edge can save its data', check: inFleet(each(storing)) },
  { number: 64, title: 'LANGUAGE is the same on the hub and its edges', check: inFleet(each(language)) },
];

function inFleet(check: (fleet: FleetFacts, now: number) => Verdict): Row['check'] {
  return ({ fleet, nats, now }) => {
    if (fleet) return check(fleet, now);
    return nats?.role === 'hub' ? notRun('only the running hub knows, and tells by /doctor on Discord') : NOT_HERE;
  };
}

function each(check: (edge: EdgeFacts, fleet: FleetFacts, now: number) => Finding | undefined) {
  return (fleet: FleetFacts, now: number): Verdict => fleet.edges.flatMap((edge) => check(edge, fleet, now) ?? []);
}

function serving({ linkDownSince, isServing, edges }: FleetFacts, now: number): Verdict {
  if (linkDownSince !== undefined) {
    return [
      fault(
        `There is no connection to NATS since ${timeOf(linkDownSince, now)}: no host is heard.`,
        'See what the checks of NATS say. Games, rules and bans go on; what happens is told when it is back.',
      ),
    ];
  }
  if (!isServing) {
    return [fault('NATS does not let the edges be read yet.', 'See what the checks of NATS say, and the log.')];
  }
  return edges.length > 0
    ? []
    : [
        warning(
          'No edge has been heard yet.',
          'Start "pitwall edge" on the machine of the game servers (docs/fleet.md).',
        ),
      ];
}

function silence(
  { edge, servers, silentSince }: EdgeFacts,
  { linkDownSince }: FleetFacts,
  now: number,
): Finding | undefined {
  if (silentSince === undefined || linkDownSince !== undefined) return undefined;
  return fault(
    `The host ${edge} with ${servers.join(', ')} is silent since ${timeOf(silentSince, now)}.`,
    `See that its Pitwall runs ("pitwall edge") and reaches NATS: "pitwall doctor" there says so. Its games go on.`,
  );
}

function version({ edge, version: its, protocol }: EdgeFacts, fleet: FleetFacts): Finding | undefined {
  const fix = 'Put the same version on the hub and on each host.';
  if (protocol !== fleet.protocol) {
    return fault(
      `The host ${edge} has Pitwall ${its} with protocol ${protocol}, the hub ${fleet.version} with ${fleet.protocol}: Pitwall can watch it, but cannot send it commands.`,
      fix,
    );
  }
  return its === fleet.version
    ? undefined
    : warning(`The host ${edge} has Pitwall ${its}, the hub ${fleet.version}.`, fix);
}

function clock({ edge, clockAheadMs = 0 }: EdgeFacts): Finding | undefined {
  if (Math.abs(clockAheadMs) < CLOCK_MS) return undefined;
  const seconds = Math.round(Math.abs(clockAheadMs) / 1000);
  return warning(
    `The clock of the host ${edge} is ${seconds} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} the hub's.`,
    'Let both be set by the network (timedatectl set-ntp true). Nothing is lost by it: only times on Discord are off.',
  );
}

function behind({ edge, waiting = 0, silentSince }: EdgeFacts): Finding | undefined {
  if (waiting < BEHIND || silentSince !== undefined) return undefined;
  return warning(
    `The host ${edge} has ${waiting} rows that the hub does not have yet.`,
    'They are on their way after a cut. Where the number does not fall, the logs of both say why.',
  );
}

function storing({ edge, cannotStore }: EdgeFacts): Finding | undefined {
  if (!cannotStore) return undefined;
  return fault(
    `The host ${edge} cannot write to its database: nothing from its race is being saved.`,
    'Free up space on the disk that holds its DATA_DIR.',
  );
}

function language({ edge, language: its }: EdgeFacts, { language: hubs }: FleetFacts): Finding | undefined {
  if (its === undefined || its === hubs) return undefined;
  return warning(
    `LANGUAGE is ${its} on the host ${edge} and ${hubs} on the hub: lines in its games are in one language, posts on Discord in another.`,
    'Set the same LANGUAGE on the hub and on each host, and restart the one that you change.',
  );
}
