import type { Driver } from '../race/events.ts';
import { escapeText } from './text.ts';

/** Names of this length leave room for twenty cars on a card. */
const NAME_LENGTH = 24;

export const driverName = ({ name, carId }: Pick<Driver, 'name' | 'carId'>): string =>
  escapeText(name, NAME_LENGTH) || `car ${carId}`;
