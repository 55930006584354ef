/** Which drivers met, from stored contacts: also grazes, which are not incidents. */
import type { Calendar } from '../calendar/calendar.ts';
import type { Encounters } from '../judging/bench.ts';
import type { IncidentFile, IncidentTable } from './table.ts';

export function encountersIn(
  table: Pick<IncidentTable, 'get' | 'sharedBy'>,
  calendar: Pick<Calendar, 'keysOf'>,
): Encounters {
  const rootOf = (number: number): IncidentFile | undefined => {
    const file = table.get(number);
    return file?.facts.mergedInto === undefined ? file : rootOf(file.facts.mergedInto);
  };
  return {
    incident(number) {
      const file = rootOf(number);
      return { number: file?.number ?? number, drivers: file?.facts.drivers ?? [] };
    },
    together({ run, session }, one, other) {
      const files = calendar.keysOf(run, session).flatMap((key) => table.sharedBy(key, one, other));
      const found = files.find(({ number }) => number !== undefined) ?? files[0];
      return found && { incident: found.number };
    },
  };
}
