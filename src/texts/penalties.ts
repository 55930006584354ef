import type { Penalty, PenaltyType } from '../events/penalty.ts';

type Described = Pick<Penalty, 'type' | 'amount' | 'laps'>;

/** "P-17": how people call it. */
export const nameOf = ({ number }: Pick<Penalty, 'number'>): string => `P-${number}`;

/** "20 kg of ballast for 3 laps", "a drive-through within 2 laps": what it is, within a sentence. */
export function penaltyInWords({ type, amount, laps }: Described): string {
  const during = laps === undefined ? '' : ` for ${counted(laps, 'lap')}`;
  switch (type) {
    case 'warning':
      return 'a warning';
    case 'ballast':
      return `${amount} kg of ballast${during}`;
    case 'restrictor':
      return `a restrictor of ${amount} %${during}`;
    case 'drive-through':
      return `a drive-through${laps === undefined ? '' : ` within ${counted(laps, 'lap')}`}`;
    case 'time':
      return `${amount} s`;
    case 'kick':
      return 'a kick';
    case 'disqualification':
      return 'disqualification';
  }
}

/** "serving, 2 laps left" */
export function stateInWords({
  state,
  lapsLeft,
  convertedInto,
}: Pick<Penalty, 'state' | 'lapsLeft' | 'convertedInto'>): string {
  if (state === 'serving' && lapsLeft !== undefined) return `serving, ${counted(lapsLeft, 'lap')} left`;
  if (state === 'converted' && convertedInto !== undefined) return `converted into P-${convertedInto}`;
  return state;
}

/** What the amount of a type counts; a type left out has none. */
export const AMOUNT_UNITS: Readonly<Partial<Record<PenaltyType, 'kg' | '%' | 's'>>> = {
  ballast: 'kg',
  restrictor: '%',
  time: 's',
};

export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
