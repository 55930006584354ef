/** Texts within plain data. */

/** Takes the game servers' passwords out of a text that is about to leave. */
export interface Hide {
  (text: string): string;
  /** Signs that are no part of any password: in front of one a long text may be cut. Whoever does not say knows of none. */
  readonly seams?: (() => readonly string[]) | undefined;
}

/** All that each of them takes out. */
export function hideAll(hides: () => readonly Hide[]): Hide {
  const hide = (text: string): string => hides().reduce((left, each) => each(left), text);
  const seams = (): readonly string[] => {
    const [first = [], ...others] = hides().map((each) => each.seams?.() ?? []);
    return first.filter((sign) => others.every((signs) => signs.includes(sign)));
  };
  return Object.assign(hide, { seams });
}

/** The same data with other texts. `isKept`: texts under such a key stay as they are. */
export function mapTexts<T>(
  data: T,
  change: (text: string) => string,
  isKept: (key: string, of: object) => boolean,
): T {
  if (typeof data === 'string') return change(data) as T;
  if (Array.isArray(data)) return data.map((each) => mapTexts(each, change, isKept)) as T;
  if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype) return data;
  const changed = Object.entries(data).map(([key, value]) => [
    key,
    typeof value === 'string' && isKept(key, data) ? value : mapTexts(value, change, isKept),
  ]);
  // The same keys, and for each value one of its kind.
  return Object.fromEntries(changed) as T;
}
