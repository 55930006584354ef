/** What merging and splitting do to files: pure steps. */
import { driversIn, topSpeedKmh } from './cluster.ts';
import { severityOf } from './severity.ts';
import type { IncidentFacts, IncidentFile } from './table.ts';

/** Makes it part of another. */
export const mergedInto = (file: IncidentFile, number: number): IncidentFile => ({
  ...file,
  facts: { ...file.facts, mergedInto: number },
});

/** Everything from both, nobody twice. */
export function merging(into: IncidentFile, from: IncidentFile): IncidentFile {
  const [one, other] = [into.facts, from.facts];
  const known = new Set(one.drivers.map(({ guid }) => guid));
  const reporters = new Set(other.reports.map(({ by }) => by.guid));
  const { at, sessionMs } = one.at <= other.at ? one : other;
  const facts: IncidentFacts = {
    ...one,
    at,
    sessionMs,
    drivers: [...one.drivers, ...other.drivers.filter(({ guid }) => !known.has(guid))],
    contacts: [...one.contacts, ...other.contacts],
    reports: [...one.reports.filter(({ by }) => !reporters.has(by.guid)), ...other.reports],
    takenBy: one.takenBy ?? other.takenBy,
  };
  return withSeverity({
    ...into,
    firstAt: Math.min(into.firstAt, from.firstAt),
    lastAt: Math.max(into.lastAt, from.lastAt),
    contacts: [...into.contacts, ...from.contacts],
    seconds: { ...from.seconds, ...into.seconds },
    facts,
  });
}

/** Moves those drivers to their own file. A contact between both groups is in both files. */
export function splitOff(file: IncidentFile, guids: ReadonlySet<string>): { off: IncidentFile; rest: IncidentFile } {
  const { id: _, number: __, ...fresh } = file;
  return {
    off: withSeverity(withOnly(fresh, (guid) => guids.has(guid))),
    rest: withSeverity(withOnly(file, (guid) => !guids.has(guid))),
  };
}

function withOnly(file: IncidentFile, isIn: (guid: string) => boolean): IncidentFile {
  const { facts } = file;
  const touches = ({ drivers }: Pick<IncidentFacts['contacts'][number], 'drivers'>): boolean =>
    drivers.some(({ guid }) => isIn(guid));
  return {
    ...file,
    contacts: file.contacts.filter(touches),
    facts: {
      ...facts,
      drivers: facts.drivers.filter(({ guid }) => isIn(guid)),
      contacts: facts.contacts.filter(touches),
      reports: facts.reports.filter(({ by, against }) => isIn(by.guid) || (against && isIn(against.guid))),
    },
  };
}

function withSeverity(file: IncidentFile): IncidentFile {
  if (file.contacts.length === 0) return file;
  const cluster = { firstAt: file.firstAt, contacts: file.contacts };
  const severity = severityOf(topSpeedKmh(cluster), driversIn(cluster).length);
  return { ...file, facts: { ...file.facts, severity } };
}
