/** Drivers' IP addresses leave their host only in answers to callers who may see them. */
import type { Outcome } from '../../command/dispatch.ts';
import type { DriverRow } from '../../features/drivers/rows.ts';

export function withoutAddresses(outcome: Outcome): Outcome {
  if (outcome.kind !== 'done' || outcome.answer.kind !== 'drivers') return outcome;
  const { drivers, show, isUnknown } = outcome.answer;
  if (show.addresses) return outcome;
  return { kind: 'done', answer: { kind: 'drivers', drivers: drivers.map(unaddressed), show, isUnknown } };
}

export const unaddressed = <Row extends DriverRow>(row: Row): Row => ({ ...row, address: undefined });
