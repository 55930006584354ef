/** The form that Discord shows for an incomplete penalty. Whatever was typed is kept. */
import type { Context, Form } from '../src/command/command.ts';
import { amountOf, type PenaltyType, takesLaps } from '../src/command/outcomes.ts';
import { formTitle } from './formTitle.ts';

type Field = Form['fields'][number];

interface Given {
  readonly driver: { readonly name?: string; readonly guid: string };
  readonly type: PenaltyType;
  readonly amount: number | undefined;
  readonly laps: number | undefined;
  readonly points: number | undefined;
  readonly reason: string | undefined;
}

const LAPS: Field = { name: 'laps', label: 'Race laps', required: false };
const POINTS: Field = { name: 'points', label: 'Licence points', required: false };

/** Undefined if nothing is missing, or if no form can be shown: then a sentence says what is missing. */
export function penaltyForm(
  given: Given,
  { caller: { via }, server }: Pick<Context, 'caller' | 'server'>,
): Form | undefined {
  const { driver, type, amount, laps, points, reason = '' } = given;
  const unit = amountOf(type);
  if (unit === undefined || amount !== undefined || (via !== 'slash' && via !== 'component')) return undefined;
  return {
    title: formTitle(driver.name || driver.guid, type),
    fields: [
      { name: 'amount', label: unit },
      ...(laps === undefined && takesLaps(type) ? [LAPS] : []),
      ...(points === undefined && server.view().nameable.countsPoints ? [POINTS] : []),
      { name: 'reason', label: 'Reason (the driver will read this)', required: false, value: reason },
    ],
  };
}
