/** Puts the names of cars and tracks in place of their folders', in what is about to be shown. */
import type { ContentNames } from './names.ts';

type Names = Pick<ContentNames, 'car' | 'place'>;

/**
 * The same data, in which a `model` or `car`, the `cars` of a server, and a `track` with its `layout` are called by their
 * names. Data without any of them is the same object as before.
 */
export function withContentNames<T>(names: Names, data: T): T {
  // The same shape as before, with a text for a text.
  return named(names, data) as T;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function named(names: Names, data: unknown): unknown {
  if (Array.isArray(data)) {
    const items = data.map((item) => named(names, item));
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  if (typeof data !== 'object' || data === null || data instanceof Map) return data;
  const before = Object.entries(data);
  const place =
    'track' in data && isText(data.track)
      ? names.place({ track: data.track, layout: 'layout' in data && isText(data.layout) ? data.layout : '' })
      : undefined;
  const after = before.map(([key, value]): [string, unknown] => {
    if (place && key === 'track') return [key, place.track];
    if (place && key === 'layout' && typeof value === 'string') return [key, place.layout];
    if ((key === 'model' || key === 'car') && isText(value)) return [key, names.car(value)];
    if (key === 'cars' && Array.isArray(value) && value.every(isText)) return [key, value.map((car) => names.car(car))];
    return [key, named(names, value)];
  });
  return after.some(([, value], index) => value !== before[index]?.[1]) ? Object.fromEntries(after) : data;
}
