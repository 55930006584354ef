/** Which penalties of a race carry over into the session that continues it: pure rules, and the resulting changes. */
import type { EventBody } from '../../events/events.ts';
import { type ConversionCause, isDriven, type Penalty } from '../../events/penalty.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { SessionKey } from '../calendar/calendar.ts';
import { byRule } from '../judging/bench.ts';
import { type Change, change, withdraw } from '../penalties/decisions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { isActive, isForResult, isServedInRace } from '../penalties/penalty.ts';
import { penaltiesOfRace } from '../results/resultPenalties.ts';

/** The laps a driver has already completed in the session that continues, under the ledger's own keys. */
export type LapsIn = (guid: string) => Readonly<Record<string, number>>;

const BY = 'Automatic';
const UNSERVED: ConversionCause = 'finished with an unserved penalty';

/** The penalties that can be dropped: in force, and counting in the race that continues. */
export const standingIn = (ledger: Ledger, keys: readonly SessionKey[]): readonly Penalty[] =>
  penaltiesOfRace(ledger, keys).filter((each) => isActive(each) && (isForResult(each) || isServedInRace(each)));

/** A penalty to be served within some laps gets all of those laps again. */
export function deadlinesAnew(
  ledger: Ledger,
  standing: readonly Penalty[],
  { at, counted }: { readonly at: number; readonly counted: LapsIn },
): EventBody[] {
  const why: Change = { at, by: BY, ...ownReason({ key: 'raceStartsOver' }) };
  return standing
    .filter((penalty) => isDriven(penalty) && penalty.state === 'serving' && penalty.laps !== undefined)
    .map((penalty) => change(ledger, penalty, fromHere(penalty, counted), why));
}

/** A penalty that became time only because the race was interrupted has to be served after all. */
export function toBeDrivenAgain(
  ledger: Ledger,
  keys: readonly SessionKey[],
  { at, counted }: { readonly at: number; readonly counted: LapsIn },
): EventBody[] {
  const reason = ownReason({ key: 'raceGoesOnAgain' });
  const why: Change = { at, by: BY, reason: reason.reason, reasonText: reason.reasonText };
  const judge = byRule(BY);
  return penaltiesOfRace(ledger, keys).flatMap((penalty) => {
    if (penalty.state !== 'converted' || penalty.convertedInto === undefined) return [];
    const time = ledger.get(penalty.convertedInto);
    if (time.cause !== UNSERVED || time.state !== 'issued') return [];
    const { convertedInto: _, ...before } = penalty;
    const driven: Penalty = { ...fromHere(before, counted), state: 'serving' };
    return [...withdraw(ledger, time, { at, judge, ...reason }), change(ledger, penalty, driven, why)];
  });
}

const fromHere = (penalty: Penalty, counted: LapsIn): Penalty => ({
  ...penalty,
  lapsLeft: penalty.laps,
  counted: { ...penalty.counted, ...counted(penalty.driver.guid) },
});
