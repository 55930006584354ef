/** Which reports of cars belong to one contact, and which contacts belong together. */
import type { Driver, EventOf } from '../../events/events.ts';
import { CONTACT_OPEN_MS, isOfContact } from '../../race/mirrored.ts';

/** One report of a contact between two cars, as acServer sends it. */
export type Report = EventOf<'contact'> & { readonly other: Driver };

/** One contact, however often it was reported. */
export interface CarContact {
  /** From the first report: the car that felt it, and the other one. */
  readonly drivers: readonly [Driver, Driver];
  readonly reports: readonly Report[];
}

/** Contacts that belong together: they share a card and a number, and are decided together. */
export interface Cluster {
  readonly firstAt: number;
  readonly contacts: readonly CarContact[];
}

/** A car pushed into a third one makes a pile-up. The time counts from its first contact. */
const CHAIN_MS = 9000;
/**
 * Later contacts begin a new incident. Every contact announces, draws and writes its whole incident again, and in so
 * many nobody sees which of them mattered.
 */
const MOST_CONTACTS = 30;

/** A report can no longer join a cluster that began this long ago and has been quiet for as long. */
export const CLUSTER_OPEN_MS = CHAIN_MS + CONTACT_OPEN_MS;

export const isCarContact = (event: EventOf<'contact'>): event is Report => event.other !== undefined;

/** Adds a report to the open clusters. @returns the clusters, and the index of the one that it joined */
export function addReport(clusters: readonly Cluster[], report: Report): { clusters: Cluster[]; index: number } {
  const known = clusters.findIndex(({ contacts }) => contacts.some((contact) => isSame(contact, report)));
  if (known >= 0) return replaced(clusters, known, (cluster) => withRepeat(cluster, report));
  const contact: CarContact = { drivers: [report.driver, report.other], reports: [report] };
  const chained = clusters.findIndex((cluster) => isChained(cluster, report));
  if (chained >= 0) return replaced(clusters, chained, (each) => ({ ...each, contacts: [...each.contacts, contact] }));
  return { clusters: [...clusters, { firstAt: report.at, contacts: [contact] }], index: clusters.length };
}

/** Everyone in a cluster, in the order in which they joined it. */
export function driversIn({ contacts }: Cluster): Driver[] {
  const drivers = contacts.flatMap((contact) => contact.drivers);
  return drivers.filter(({ guid }, index) => drivers.findIndex((each) => each.guid === guid) === index);
}

export const topSpeedKmh = ({ contacts }: Cluster): number =>
  Math.max(...contacts.flatMap(({ reports }) => reports.map(({ speedKmh }) => speedKmh)));

const isSame = ({ reports }: CarContact, report: Report): boolean => isOfContact(reports, report);

function isChained(cluster: Cluster, { at, driver, other }: Report): boolean {
  if (Math.abs(at - cluster.firstAt) > CHAIN_MS || cluster.contacts.length >= MOST_CONTACTS) return false;
  return driversIn(cluster).some(({ guid }) => guid === driver.guid || guid === other.guid);
}

function withRepeat(cluster: Cluster, report: Report): Cluster {
  const index = cluster.contacts.findIndex((contact) => isSame(contact, report));
  const contacts = cluster.contacts.map((contact, each) =>
    each === index ? { ...contact, reports: [...contact.reports, report] } : contact,
  );
  return { ...cluster, contacts };
}

function replaced(clusters: readonly Cluster[], index: number, change: (cluster: Cluster) => Cluster) {
  return { clusters: clusters.map((cluster, each) => (each === index ? change(cluster) : cluster)), index };
}
