/** Texts within plain data. */

/** Removes the game servers' passwords from a text that is about to be sent out. */
export interface Hide {
  (text: string): string;
  /** Characters that are part of no password, so a long text may be cut in front of one. If absent, none are known. */
  readonly seams?: (() => readonly string[]) | undefined;
}

/** Applies all of them. */
export function hideAll(hides: () => readonly Hide[]): Hide {
  const hide = (text: string): string => hides().reduce((left, each) => each(left), text);
  const seams = (): readonly string[] => {
    const [first = [], ...others] = hides().map((each) => each.seams?.() ?? []);
    return first.filter((sign) => others.every((signs) => signs.includes(sign)));
  };
  return Object.assign(hide, { seams });
}

/** The same data with its texts changed. `isKept`: texts under such a key stay as they are. */
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
  // Same keys, and each value keeps its type.
  return Object.fromEntries(changed) as T;
}
