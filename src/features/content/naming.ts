/** Replaces folder names of cars and tracks with display names in data about to be shown. */
import { isPlainObject, withItems, withValues } from '../../kit/exchange.ts';
import type { ContentNames } from './names.ts';

type Names = Pick<ContentNames, 'car' | 'place'>;

/**
 * Returns the same data with display names for each `model` or `car`, the `cars` of a server, and a `track` with its
 * `layout`. Data without any of them is returned as the same object.
 */
export function withContentNames<T>(names: Names, data: T): T {
  // The shape is the same as before: texts are only replaced with texts.
  return named(names, data) as T;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function named(names: Names, data: unknown): unknown {
  if (Array.isArray(data)) return withItems(data, (item) => named(names, item));
  if (!isPlainObject(data)) return data;
  const place = isText(data.track)
    ? names.place({ track: data.track, layout: isText(data.layout) ? data.layout : '' })
    : undefined;
  return withValues(data, (key, value) => {
    if (typeof value !== 'string') {
      const isCars = key === 'cars' && Array.isArray(value) && value.every(isText);
      return isCars ? withItems(value, (car) => names.car(String(car))) : named(names, value);
    }
    if (place && key === 'track') return place.track;
    if (place && key === 'layout') return place.layout;
    return (key === 'model' || key === 'car') && value !== '' ? names.car(value) : value;
  });
}
